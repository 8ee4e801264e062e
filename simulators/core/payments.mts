import { randomBytes } from 'node:crypto';
import type { NewPayment, PaymentKind } from '../types.mts';
import type { Simulation } from './simulation.mts';

/** Enough for Singapay's least transfer, and not too much for any account. */
const usualAmount = 10_000;

/** A payment about which everything has been said. */
export type FullPayment = Required<Omit<NewPayment, 'kind'>>;

export interface PaymentMaker {
	/** The provider's own word for a payment that has only begun. */
	pending: string;
	/** Stores it and returns its id. */
	add(payment: FullPayment): string;
}

/** `addPayment` of one provider: fills in what was left out, and refuses the kinds it has no maker for. */
export function createAddPayment(
	now: () => number,
	makers: Partial<Record<PaymentKind, PaymentMaker>>,
): Simulation['addPayment'] {
	return ({ kind, reference, amount, status, createdAt }) => {
		// Own names only: over HTTP the kind may be any text, "constructor" included.
		const maker = Object.hasOwn(makers, kind) ? makers[kind] : undefined;
		if (!maker) {
			const known = Object.keys(makers).join(', ');
			throw new Error(`There are no payments of the kind ${kind} here, only of these: ${known}`);
		}
		return maker.add({
			reference: reference ?? freshReference(),
			amount: amount ?? usualAmount,
			status: status ?? maker.pending,
			createdAt: createdAt ?? now(),
		});
	};
}

/** A merchant's reference that was not used before; within the 32 characters of a disbursement's. */
export function freshReference(): string {
	return `ref-${randomBytes(8).toString('hex')}`;
}
