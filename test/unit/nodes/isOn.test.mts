import { isOn } from '../../../nodes/PaymentApiRequest/forms/options';

/** Switches that may let a payment be made twice: expressions give them whatever the workflow's data hold. */
describe('a switch that must not be on by chance', () => {
	it.each([true, 'true', 'TRUE', ' True '])('is on for %j', (given) => {
		expect(isOn(given)).toBe(true);
	});

	it.each([
		false,
		'false',
		'FALSE',
		'no',
		'0',
		'',
		0,
		1,
		null,
		undefined,
		{},
		['true', 'x'],
		'yes',
	])('is off for %j', (given) => {
		expect(isOn(given)).toBe(false);
	});
});
