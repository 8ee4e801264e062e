import { readPayment } from '../../../lib/payments/payment';
import { payloads } from '../../facts/payloads.mts';
import { kindOf, subjects } from '../../support/subjects.mts';

describe('a payload of the sheets', () => {
	it.each(payloads)('$source, $provider $kind: $what', ({ provider: id, kind, record, item }) => {
		const { provider } = subjects[id];
		const { payment } = readPayment(provider, kindOf(provider, kind), record);
		const said = Object.fromEntries(Object.entries(payment).filter(([, value]) => value !== null));
		expect(said).toEqual({ provider: id, kind, ...item });
	});

	it('is there for every kind of every provider', () => {
		const kinds = Object.entries(subjects).flatMap(([id, { provider }]) =>
			provider.payments.kinds.map((kind) => `${id} ${kind.id}`),
		);
		expect(new Set(payloads.map(({ provider, kind }) => `${provider} ${kind}`))).toEqual(
			new Set(kinds),
		);
	});
});
