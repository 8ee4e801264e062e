/**
 * Whom the numbers of bank accounts and wallets belong to. Any other number belongs to Budi Example, as far as its first
 * digits do not say that it is invalid (1005, see moneyOut.mts).
 *
 * | number | name |
 * |---|---|
 * | bank 1000123456 | Budi Example |
 * | bank 1002123456 | SITI RAHAYU |
 * | bank 1006123456 | BU** SAN**** (masked) |
 * | bank 1007123456 | JOSE NUNEZ (without the accents of José Núñez) |
 * | bank 1008123456 | Zoë Ñandú |
 * | wallet 081200000000 | Budi Example |
 * | wallet 081200000001 | SITI RAHAYU |
 * | wallet 081200000002 | BU** SAN**** (masked) |
 * | wallet 081299999999 | none: there is no such wallet |
 */
const usual = 'Budi Example';

const bankAccounts: Record<string, string> = {
	'1000123456': usual,
	'1002123456': 'SITI RAHAYU',
	'1006123456': 'BU** SAN****',
	'1007123456': 'JOSE NUNEZ',
	'1008123456': 'Zoë Ñandú',
};

const wallets: Record<string, string | null> = {
	'081200000000': usual,
	'081200000001': 'SITI RAHAYU',
	'081200000002': 'BU** SAN****',
	'081299999999': null,
};

export function bankAccountName(accountNumber: string): string {
	return bankAccounts[accountNumber] ?? usual;
}

/** null = there is no such wallet. */
export function walletName(customerNumber: string): string | null {
	const name = wallets[customerNumber];
	return name === undefined ? usual : name;
}

/** A QR code that asks to be paid. */
export interface Merchant {
	merchant_name: string;
	merchant_city: string;
	/** null = the payer says how much. */
	amount: number | null;
}

/** The QR codes of other merchants. About any other text nothing is known, so that any amount is taken for it. */
const qrCodes: Record<string, Merchant> = {
	'00020101021226570011ID.EXAMPLE.WWW01189360000000000000015405250006304A1B2': {
		merchant_name: 'Warung Example',
		merchant_city: 'JAKARTA',
		amount: 25_000,
	},
	'00020101021126570011ID.EXAMPLE.WWW01189360000000000000026304C3D4': {
		merchant_name: 'Toko Example',
		merchant_city: 'BANDUNG',
		amount: null,
	},
};

export function merchantOf(qrData: string): Merchant | undefined {
	return Object.hasOwn(qrCodes, qrData) ? qrCodes[qrData] : undefined;
}

/** The bank account that a customer has allowed to be debited. */
export const bindings: readonly { id: string; status: string }[] = [
	{ id: 'binding-1', status: 'ACTIVE' },
];
