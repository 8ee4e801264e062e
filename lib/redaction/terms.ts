import { wellFormed } from '../providers/characters';

/** Something to find in an answer: a secret, or what base64 makes of one. */
export interface Term {
	/** Its code points; a run of backslashes is one element, minus their number. Never empty. */
	readonly codes: ArrayLike<number>;
	/** What a character in the answer may stand for besides itself. */
	readonly aliases: ReadonlyMap<number, number>;
	readonly isBase64: boolean;
	/** Whether the base64 digit before, or after, holds bits of the secret too, beside bits of something else. */
	readonly sharesBefore: boolean;
	readonly sharesAfter: boolean;
}

/** Forms write a space as `+`. */
const formAliases: ReadonlyMap<number, number> = new Map([[0x2b, 0x20]]);

/** base64url writes `-` and `_` for `+` and `/`. */
const urlAliases: ReadonlyMap<number, number> = new Map([
	[0x2d, 0x2b],
	[0x5f, 0x2f],
]);

/** The secret itself. */
export const plainTerm = (secret: string): Term => ({
	codes: codesOf(wellFormed(secret)),
	aliases: formAliases,
	isBase64: false,
	sharesBefore: false,
	sharesAfter: false,
});

export const base64Terms = (secret: string): readonly Term[] =>
	encodedForms(secret).flatMap((form) => [0, 1, 2].map((offset) => base64(form, offset)));

/**
 * What may have gone into base64: the secret; JSON with it, as PHP and others write that; a form or URL, since a token request's
 * `id:secret` is percent-encoded first by some (RFC 6749, section 2.3.1). Most secrets are the same in all of them.
 */
function encodedForms(secret: string): readonly string[] {
	const text = wellFormed(secret);
	const percents = encodeURIComponent(text);
	const json = JSON.stringify(text).slice(1, -1);
	return [
		...new Set([
			...[text, percents, percents.replace(/%../g, (escape) => escape.toLowerCase())],
			...[json, inAscii(json)].flatMap((form) => [form, form.replaceAll('/', '\\/')]),
		]),
	];
}

const inAscii = (json: string): string =>
	json.replace(
		/[\u0080-\uffff]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);

/**
 * The base64 digits that hold nothing but bits of this text when the text begins at byte 0, 1 or 2 of a group of three, in
 * whatever longer text it stands.
 */
function base64(text: string, offset: number): Term {
	const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text, 'utf8')]);
	const first = Math.ceil((offset * 8) / 6);
	const end = Math.floor((bytes.length * 8) / 6);
	return {
		codes: Buffer.from(bytes.toString('base64').slice(first, end)),
		aliases: urlAliases,
		isBase64: true,
		sharesBefore: offset > 0,
		sharesAfter: bytes.length % 3 > 0,
	};
}

function codesOf(text: string): ArrayLike<number> {
	if (!/[^ -~]|\\/.test(text)) return Buffer.from(text);
	const codes: number[] = [];
	for (const character of text) {
		const last = codes.at(-1) ?? 0;
		if (character !== '\\') codes.push(character.codePointAt(0) ?? 0);
		else if (last < 0) codes[codes.length - 1] = last - 1;
		else codes.push(-1);
	}
	return codes;
}
