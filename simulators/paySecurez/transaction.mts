import type { StoredRecord } from '../types.mts';

export interface Transaction {
	id: string;
	reference: string;
	amount: number;
	currency: string;
	status: string;
	declineReason: string | null;
	createdAt: number;
	successUrl: string;
	pendingUrl: string;
	failureUrl: string;
	/** Where changes are told; null = none was given. */
	callbackUrl: string | null;
	userDefinedFields: [string | null, string | null, string | null];
}

/** The status answer: PascalCase, while the create answer is camelCase. */
export function statusView(transaction: Transaction): StoredRecord {
	const { id, status } = transaction;
	return {
		TransactionId: id,
		Status: status,
		Amount: transaction.amount,
		Currency: transaction.currency,
		Reference: transaction.reference,
		DeclineReason: transaction.declineReason,
		CreatedAt: dotNetTime(transaction.createdAt),
		ProviderTransactionId: `ps_${id.slice('txn_'.length)}`,
		ProviderStatus: status,
		ProviderMessage: transaction.declineReason ?? status,
		SuccessUrl: transaction.successUrl,
		PendingUrl: transaction.pendingUrl,
		FailureUrl: transaction.failureUrl,
		UserDefinedField1: transaction.userDefinedFields[0],
		UserDefinedField2: transaction.userDefinedFields[1],
		UserDefinedField3: transaction.userDefinedFields[2],
	};
}

export function declineReasonOf(status: string): string | null {
	const reasons: Record<string, string> = {
		Declined: 'Insufficient Funds',
		Failed: 'Transaction Expired',
	};
	return reasons[status] ?? null;
}

/** ISO 8601 with the seven digits of .NET ticks. */
function dotNetTime(epochMs: number): string {
	return new Date(epochMs).toISOString().replace('Z', '3604Z');
}
