import { buildLookup, findKind, lookupProblem } from '../../../lib/payments/lookup';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { singapay } from '../../../lib/providers/singapay';
import type { Provider } from '../../../lib/providers/contract';
import { settings } from '../../support/fakeContext.mts';

const query = (provider: Provider, kindId: string, by: 'id' | 'reference', value: string) => {
	const kind = findKind(provider, kindId);
	if (kind === undefined) throw new Error(`${provider.id} has no ${kindId}`);
	return { kind, by, value, accountId: 'acc-1' };
};

describe('a question that is built', () => {
	it('asks by ID on the host of the credential', () => {
		expect(
			buildLookup(singapay, settings, query(singapay, 'disbursement', 'id', 'T-1')),
		).toMatchObject({
			by: 'id',
			value: 'T-1',
			accountId: 'acc-1',
			request: { method: 'GET', url: `${settings.baseUrl}/api/v1.0/disbursement/acc-1/T-1` },
		});
	});

	it('has no request where the list is searched, and no account where none is wanted', () => {
		expect(
			buildLookup(smartFastPay, settings, query(smartFastPay, 'payout', 'reference', 'R-1')),
		).toMatchObject({ accountId: '', request: undefined });
	});

	it.each<[string, Provider, string, 'id' | 'reference', string, object, string]>([
		['an ID that is empty', smartFastPay, 'payout', 'id', '', {}, 'value'],
		['an ID that leads elsewhere', smartFastPay, 'payout', 'id', '..', {}, 'value'],
		['an ID in two lines', smartFastPay, 'payout', 'id', 'a\nb', {}, 'value'],
		['half a character', smartFastPay, 'payout', 'reference', 'a\ud83d', {}, 'value'],
		['an ID that is too long', smartFastPay, 'payout', 'id', 'x'.repeat(256), {}, 'value'],
		['an ID of another kind', singapay, 'qris', 'id', 'VA-1', {}, 'idForm'],
		['a list of references', smartFastPay, 'payout', 'reference', 'a,b', {}, 'referenceCharacter'],
		['a kind without a list', singapay, 'card', 'reference', 'R-1', {}, 'notByReference'],
		['no account', singapay, 'card', 'id', 'C-1', { accountId: '' }, 'account'],
		['an account elsewhere', singapay, 'card', 'id', 'C-1', { accountId: '../x' }, 'account'],
	])('is none for %s', (_what, provider, kind, by, value, change, problem) => {
		const asked = { ...query(provider, kind, by, value), ...change };

		expect(buildLookup(provider, settings, asked)).toBeUndefined();
		expect(lookupProblem(provider, asked)).toBe(problem);
	});

	it.each(['', 'toString', 'Payout', '__proto__'])('knows no kind %j', (id) => {
		expect(findKind(smartFastPay, id)).toBeUndefined();
	});
});
