/** Create bodies that every simulator accepts as they are. */

export function payin(transactionId: string) {
	return {
		customer: { id: 'c-1', name: 'Ana', document: { type: 'CPF', number: '12345678909' } },
		country: 'BRA',
		payment_method: 'pix',
		notification_url: 'https://shop.example.com/hook',
		transaction: { id: transactionId, currency: 'BRL', amount: 12.61 },
	};
}

export function checkout(transactionId: string) {
	const { customer, ...body } = payin(transactionId);
	const redirect_url = 'https://shop.example.com/thanks';
	return { ...body, redirect_url, customer: { ...customer, email: 'ana@example.com' } };
}

export function payout(transactionId: string) {
	return { ...payin(transactionId), transfer: { value: 'ana@example.com' } };
}

export function paymentV1(transactionId: string) {
	return {
		customer_id: 'c-1',
		name: 'Ana',
		email: 'ana@example.com',
		document: '12345678909',
		amount: 300,
		payment_method: 'pix',
		callback: 'https://shop.example.com/webhooks/1',
		transaction: { id: transactionId },
	};
}

/** What every v1 create has. */
export function commonV1(transactionId = 'new'): object {
	const { payment_method: _method, ...common } = paymentV1(transactionId);
	return common;
}

export function transaction(reference: string) {
	return {
		transactionAction: 'PAYMENT',
		amount: 100,
		currency: 'USD',
		reference,
		statementDescriptor: 'SHOP',
		successUrl: 'https://shop.example.com/thanks',
		callbackUrl: 'https://shop.example.com/hook',
	};
}

export function transfer(reference: string, accountNumber = '1000123456') {
	return {
		account_id: '01J5XW8LD0R6M9CJEXAMPLE01',
		reference_number: reference,
		amount: 50_000,
		bank_code: '014',
		bank_account_number: accountNumber,
		notes: 'a/b é',
	};
}
