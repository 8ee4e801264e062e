/**
 * The SWIFT codes of the banks that have virtual accounts, by their three-digit national clearing code. The fee check takes
 * only the SWIFT code, and payouts usually use the three digits. Singapay has no list of banks; these are the banks' own.
 */
const swiftCodes: Readonly<Record<string, string>> = {
	'002': 'BRINIDJA',
	'008': 'BMRIIDJA',
	'009': 'BNINIDJA',
	'011': 'BDINIDJA',
	'013': 'BBBAIDJA',
	'014': 'CENAIDJA',
	'016': 'IBBKIDJA',
	'022': 'BNIAIDJA',
	'028': 'NISPIDJA',
	'147': 'MUABIDJA',
	'451': 'BSMDIDJA',
	'490': 'YUDBIDJ1',
};

/** Undefined where it is not known. */
export const swiftCodeOf = (number: string): string | undefined =>
	Object.hasOwn(swiftCodes, number) ? swiftCodes[number] : undefined;

export const isSwiftCode = (code: string): boolean =>
	/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(code);
