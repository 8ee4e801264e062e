/** A payment or payout as SmartFastPay takes it. Imports nothing, so that the benchmark can use it as well. */
export const smartFastPayBody = (reference: string, amount: number) => ({
	customer: {
		id: 'cust-1',
		name: 'Ana Example',
		document: { type: 'CPF', number: '52998224725' },
	},
	country: 'BRA',
	payment_method: 'pix',
	notification_url: 'https://shop.example.com/notify',
	transaction: { id: reference, currency: 'BRL', amount },
	transfer: { value: 'ana@example.com' },
});
