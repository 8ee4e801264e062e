import { randomUUID } from 'node:crypto';
import { createAddPayment } from '../core/payments.mts';
import type { FullPayment, PaymentMaker } from '../core/payments.mts';
import type { Runtime, Simulation } from '../core/simulation.mts';
import { isPayment, transactionStatusOf } from './movement.mts';
import type { Movement } from './movement.mts';
import { seedMovements } from './seed.mts';
import { exchangeV1 } from './values.mts';
import { paymentView, payoutView, transactionView } from './views.mts';

export type NewMovement = Pick<
	Movement,
	| 'type'
	| 'customerId'
	| 'transactionId'
	| 'amount'
	| 'currency'
	| 'method'
	| 'exchange'
	| 'notificationUrl'
>;

export interface Store extends Pick<Simulation, 'reset' | 'records' | 'setStatus' | 'addPayment'> {
	all(): readonly Movement[];
	/** null = that merchant reference exists, nothing was stored. */
	add(movement: NewMovement): Movement | null;
}

export function createStore(
	{ now, lag }: Pick<Runtime, 'now' | 'lag'>,
	moved: (movement: Movement) => void,
): Store {
	let movements = seedMovements();
	const maker = (type: Movement['type']): PaymentMaker => ({
		pending: 'pending',
		add(payment) {
			const added = withoutCall(type, payment);
			movements.push(added);
			return added.id;
		},
	});
	return {
		all: () => movements,
		add(movement) {
			if (movements.some(({ transactionId }) => transactionId === movement.transactionId)) {
				return null;
			}
			const added: Movement = {
				...movement,
				id: randomUUID(),
				status: 'pending',
				transactionStatus: movement.method === null ? 'open' : 'pending',
				createdAt: now(),
				updatedAt: now(),
			};
			movements.push(added);
			return added;
		},
		reset() {
			movements = seedMovements();
		},
		records: () => ({
			payments: movements.filter(isPayment).map(paymentView),
			payouts: movements.filter(({ type }) => type === 'payout').map(payoutView),
			transactions: movements.map(transactionView),
		}),
		setStatus(id, status) {
			const movement = movements.find((candidate) => candidate.id === id);
			if (!movement) return false;
			lag.change(movement, () => {
				movement.status = status;
				movement.transactionStatus = transactionStatusOf(status);
				movement.method ??= 'pix';
				movement.updatedAt = now();
				moved(movement);
			});
			return true;
		},
		addPayment: createAddPayment(now, { payment: maker('payment'), payout: maker('payout') }),
	};
}

function withoutCall(type: Movement['type'], payment: FullPayment): Movement {
	return {
		type,
		id: randomUUID(),
		customerId: 'cust-1',
		transactionId: payment.reference,
		amount: payment.amount.toFixed(2),
		currency: 'BRL',
		method: 'pix',
		status: payment.status,
		transactionStatus: transactionStatusOf(payment.status),
		createdAt: payment.createdAt,
		updatedAt: payment.createdAt,
		exchange: exchangeV1('BRL'),
		notificationUrl: null,
	};
}
