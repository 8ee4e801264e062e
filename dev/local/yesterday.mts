import type { Simulator } from '../../simulators/index.mts';

const dayMs = 24 * 60 * 60 * 1000;

/** Payments of yesterday at SmartFastPay, so that the example of the daily reconciliation has something to compare. */
export function addYesterdaysPayments(simulators: readonly Simulator[], now = Date.now()): void {
	const control = simulators.find(({ provider }) => provider === 'smartFastPay')?.control;
	const noon = Math.floor(now / dayMs) * dayMs - dayMs / 2;
	const paid = { kind: 'payment', status: 'paid', createdAt: noon } as const;
	// As in the example's own records; another amount than there; unknown there. Its third record is missing here.
	control?.addPayment({ ...paid, reference: 'order-1001', amount: 25 });
	control?.addPayment({ ...paid, reference: 'order-1002', amount: 40 });
	control?.addPayment({ ...paid, reference: 'order-1004', amount: 60 });
}
