import type { Choice } from '../../contract';

/** The banks that virtual accounts are opened at, by their codes on the create page. */
export const banks: readonly Choice[] = [
	{ value: 'BCA', label: 'BCA' },
	{ value: 'BNC', label: 'Bank Neo Commerce' },
	{ value: 'BNI', label: 'BNI' },
	{ value: 'BRI', label: 'BRI' },
	{ value: 'BSI', label: 'Bank Syariah Indonesia' },
	{ value: 'CIMB', label: 'CIMB Niaga' },
	{ value: 'DANAMON', label: 'Danamon' },
	{ value: 'MANDIRI', label: 'Mandiri' },
	{ value: 'MAYBANK', label: 'Maybank' },
	{ value: 'MUAMALAT', label: 'Muamalat' },
	{ value: 'OCBC', label: 'OCBC' },
	{ value: 'PERMATA', label: 'Permata' },
];
