/** "CPF must be formally valid": eleven digits, not all the same, of which the last two check the others. */
export function isCpf(value: string): boolean {
	const digits = [...value.replaceAll(/[.-]/g, '')].map(Number);
	if (digits.length !== 11 || digits.some(Number.isNaN) || new Set(digits).size === 1) return false;
	return (
		checkDigit(digits.slice(0, 9)) === digits[9] && checkDigit(digits.slice(0, 10)) === digits[10]
	);
}

function checkDigit(digits: readonly number[]): number {
	const sum = digits.reduce(
		(total, digit, index) => total + digit * (digits.length + 1 - index),
		0,
	);
	return ((sum * 10) % 11) % 10;
}
