import { lookupPayment } from '../../../lib/payments/lookupPayment';
import { waitForFinal } from '../../../lib/payments/wait';
import type { Provider } from '../../../lib/providers/contract';
import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { answer, fakeContext, fault, options, type Reply } from '../../support/fakeContext.mts';
import { enveloped, lookupOf } from '../../support/subjects.mts';

/** A payment of each provider: pending, then paid. */
const payments: readonly {
	readonly provider: Provider;
	readonly kind: string;
	readonly by: string;
	readonly record: (isPaid: boolean) => object;
}[] = [
	{
		provider: paySecurez,
		kind: 'transaction',
		by: 'id',
		record: (isPaid) => ({ TransactionId: 'P-1', Status: isPaid ? 'Captured' : 'Pending' }),
	},
	{
		provider: smartFastPay,
		kind: 'payout',
		by: 'id',
		record: (isPaid) => ({ id: 'P-1', status: isPaid ? 'success' : 'pending' }),
	},
	{
		provider: singapay,
		kind: 'disbursement',
		by: 'reference',
		record: (isPaid) => ({
			reference_number: 'P-1',
			transaction_status: { code: isPaid ? '00' : '03' },
		}),
	},
];

const page = '<!doctype html><title>Be right back</title>';

const troubles: readonly (readonly [of: string, reply: Reply])[] = [
	['a web page (HTTP 200)', answer(page)],
	['a web page (HTTP 404)', answer(page, 404)],
	['a web page (HTTP 403)', answer(page, 403)],
	['a redirect to a page (HTTP 302)', answer(page, 302, { location: '/login' })],
	['a notice of maintenance (HTTP 200)', answer({ message: 'maintenance' })],
	['half of its JSON', answer('{"data":{"id":"P-1","sta')],
	['nothing (HTTP 200)', answer('')],
	['HTTP 520', answer('', 520)],
	['HTTP 527', answer('', 527)],
	['HTTP 408', answer('', 408)],
	['HTTP 425', answer('', 425)],
	['HTTP 429', answer('', 429, { 'retry-after': '7' })],
	['a connection that is reset', fault('ECONNRESET')],
	['a connection that is refused', fault('ECONNREFUSED', 'connect')],
	['no answer in time', fault('ECONNABORTED')],
];

describe.each(payments.map((payment) => [payment.provider.displayName, payment] as const))(
	'a wait for a payment of %s',
	(_name, { provider, kind, by, record }) => {
		const found = (isPaid: boolean): Reply => answer(enveloped(provider, record(isPaid)));
		const waitFor = async (replies: Reply[]) => {
			const { context, requests, clock } = fakeContext(provider, replies);
			const lookup = lookupOf(provider, kind, by, 'P-1');
			const waited = await waitForFinal({
				lookup: async () => await lookupPayment(context, lookup, options),
				isOver: () => true,
				maxWaitMs: 300_000,
				now: () => clock.now,
				sleep: context.sleep,
				isStopped: () => false,
				random: () => 0.5,
			});
			return { waited, requests };
		};

		it.each(troubles)('continues after %s, and ends on paid', async (_of, trouble) => {
			const { waited, requests } = await waitFor([found(false), trouble, trouble, found(true)]);

			expect(waited).toMatchObject({ kind: 'final', last: { payment: { status: 'succeeded' } } });
			expect(requests).toHaveLength(4);
		});

		it.each(troubles)('continues after %s at the first lookup, too', async (_of, trouble) => {
			const { waited } = await waitFor([trouble, found(true)]);

			expect(waited).toMatchObject({ kind: 'final', last: { payment: { status: 'succeeded' } } });
		});

		it.each<[string, Reply]>([
			['a redirect for good', answer('', 301)],
			['HTTP 403', answer({}, 403)],
			['HTTP 501', answer('', 501)],
		])('ends at %s, which does not pass', async (_of, trouble) => {
			const { waited, requests } = await waitFor([found(false), trouble, found(true)]);

			expect(waited.kind).toBe('failed');
			expect(requests).toHaveLength(2);
		});
	},
);
