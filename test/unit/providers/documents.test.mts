import { isCnpj, isCpf } from '../../../lib/providers/documents';

describe("a CPF's check digits", () => {
	it.each([
		['52998224725', true],
		['12345678909', true],
		['11144477735', true],
		['52998224724', false],
		['52998224735', false],
		['25998224725', false],
		['00000000000', false],
		['11111111111', false],
		['5299822472', false],
		['529982247250', false],
		['5299822472A', false],
		['529.982.247-25', false],
		['', false],
	])('of %j: %s', (number, isRight) => {
		expect(isCpf(number)).toBe(isRight);
	});
});

describe("a CNPJ's check digits", () => {
	it.each([
		['11222333000181', true],
		['11444777000161', true],
		// The example of Receita Federal for the numbers of 2026.
		['12ABC34501DE35', true],
		['12ABC34501DE34', false],
		['12ABC34501DE45', false],
		['12ABD34501DE35', false],
		['12abc34501de35', false],
		['12ABC34501DEA5', false],
		['11222333000182', false],
		['11222333000191', false],
		['00000000000000', false],
		['11111111111111', false],
		['1122233300018', false],
		['112223330001811', false],
		['11.222.333/0001-81', false],
	])('of %j: %s', (number, isRight) => {
		expect(isCnpj(number)).toBe(isRight);
	});

	it('tell every number in which two neighbours were exchanged', () => {
		const number = '11444777000161';
		const exchanged = Array.from({ length: number.length - 1 }, (_, at) =>
			[number.slice(0, at), number[at + 1], number[at], number.slice(at + 2)].join(''),
		).filter((other) => other !== number);
		expect(exchanged.filter(isCnpj)).toEqual([]);
	});
});
