/** The twelve banks of virtual accounts. The numbers and SWIFT codes are the public ones of these banks. */
export interface Bank {
	short_name: string;
	number: string;
	swift_code: string;
}

const rows: readonly [string, string, string][] = [
	['BCA', '014', 'CENAIDJA'],
	['BNC', '490', 'YUDBIDJ1'],
	['BNI', '009', 'BNINIDJA'],
	['BRI', '002', 'BRINIDJA'],
	['BSI', '451', 'BSMDIDJA'],
	['CIMB', '022', 'BNIAIDJA'],
	['DANAMON', '011', 'BDINIDJA'],
	['MANDIRI', '008', 'BMRIIDJA'],
	['MAYBANK', '016', 'IBBKIDJA'],
	['MUAMALAT', '147', 'MUABIDJA'],
	['OCBC', '028', 'NISPIDJA'],
	['PERMATA', '013', 'BBBAIDJA'],
];

export const banks: readonly Bank[] = rows.map(([short_name, number, swift_code]) => ({
	short_name,
	number,
	swift_code,
}));

/** By short name, number or SWIFT code; one that is not in the table has its code for a name. */
export function bankOf(code: string): Bank {
	const found = banks.find(
		({ short_name, number, swift_code }) =>
			[short_name, number].includes(code) || code.startsWith(swift_code),
	);
	return found ?? { short_name: code, number: code, swift_code: code };
}
