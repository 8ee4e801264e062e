import { everyCreate } from '../../support/createForms.mts';

/** Every amount says of which currency it is: the fixed one in its label, the chosen one in its help. */
describe.each(everyCreate)('%s', (_name, { currency, fields }) => {
	it('names the currency of its amounts', () => {
		const amounts = fields.filter(({ type }) => type === 'amount');
		expect(amounts.length).toBeGreaterThan(0);
		for (const { label, help } of amounts) {
			if ('always' in currency) expect(label).toMatch(new RegExp(` \\(${currency.always}\\)$`));
			else expect(help).toBe("In major units of the currency selected under 'Currency'");
		}
	});
});
