import { mapStatus, nothingTold } from '../../../lib/providers/paymentRecord';
import { subjects } from '../../support/subjects.mts';

const { link } = subjects.singapay.provider.payments;
if (link === undefined) throw new Error('Singapay has no links');

/** Second sheet, section 3. */
const record = {
	id: 189,
	reff_no: 'INV-2026-001',
	title: 'Order 1',
	source: 'api v2',
	payment_url: 'https://paymentlink.singapay.id/b2b/INV-2026-001',
	status: 'open',
	status_computed: 'open',
	is_expired: false,
	max_usage: 1,
	current_usage: 0,
	total_amount: '27000.00',
	expired_at: '2026-12-31T23:59:59+07:00',
	payment_date: null,
	created_at: '2026-01-15T10:00:00+07:00',
	updated_at: '2026-01-15T10:00:01+07:00',
};

describe('a payment link of Singapay', () => {
	it('is read as the answer that makes it', () => {
		expect(link.read(record)).toEqual({
			...nothingTold,
			id: '189',
			reference: 'INV-2026-001',
			providerStatus: 'open',
			reason: '',
			amount: '27000.00',
			currency: 'IDR',
			paymentUrl: 'https://paymentlink.singapay.id/b2b/INV-2026-001',
			createdAt: Date.UTC(2026, 0, 15, 3),
			updatedAt: Date.UTC(2026, 0, 15, 3, 0, 1),
		});
	});

	it.each<[string, object, string, string, boolean]>([
		['open', {}, 'open', 'pending', false],
		[
			'open when it was paid: that is told by its payments',
			{ current_usage: 1 },
			'open',
			'pending',
			false,
		],
		['closed', { status: 'closed', status_computed: 'closed' }, 'closed', 'canceled', true],
		[
			'lapsed, its own status still open',
			{ status_computed: 'expired' },
			'expired',
			'expired',
			true,
		],
		[
			'lapsed, where only is_expired tells',
			{ status_computed: undefined, is_expired: true },
			'expired',
			'expired',
			true,
		],
	])('may be %s', (_what, change, word, status, final) => {
		const { providerStatus } = link.read({ ...record, ...change });
		expect(providerStatus).toBe(word);
		expect(mapStatus(link.statusMap, providerStatus)).toMatchObject({ status, final });
	});

	it('may be opened again by an update, closed or lapsed', () => {
		expect(link.statusMap).toMatchObject({
			closed: { mayBecome: 'pending' },
			expired: { mayBecome: 'pending' },
		});
	});

	it('is asked for by its number alone, and listed by account', () => {
		expect(link.byId).toEqual({ method: 'GET', target: '/api/v2.0/payment-link/{id}' });
		expect(link.list?.path).toBe('/api/v1.0/payment-link-manage/{account_id}');
		expect(link.list?.query({ order: 'newestFirst', reference: 'INV-2026-001' })).toEqual({});
	});

	it('is none of the kinds of payment, whose ID and name it leaves alone', () => {
		const { kinds } = subjects.singapay.provider.payments;
		expect(kinds.filter(({ id, label, name }) => [id, label, name].includes(link.id))).toEqual([]);
		expect(kinds.filter(({ label }) => label === link.label)).toEqual([]);
	});
});
