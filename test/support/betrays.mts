/**
 * Whether somebody who reads a text can find a secret in it: judged by JSON's, JavaScript's and Node's own decoders, and not by
 * what hides secrets. A page's entities are decoded here, because Node has nothing for them.
 */
export function betrays(text: string, secret: string): boolean {
	let views = new Set([text]);
	for (let depth = 0; depth <= 3; depth += 1) {
		for (const view of views)
			if (view.includes(secret) || inBase64(view).some((found) => shows(found, secret)))
				return true;
		views = new Set([...views].flatMap((view) => decoders.map((decode) => decode(view))));
	}
	return false;
}

/** All keys and texts in a parsed answer. */
export const stringsOf = (value: unknown): readonly string[] => {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return [...Object.keys(value), ...Object.values(value).flatMap(stringsOf)];
};

const json = (text: string): string =>
	text.replace(/\\(?:u[\da-f]{4}|["\\/bfnrt])/gi, (escape) => {
		try {
			return JSON.parse(`"${escape}"`) as string;
		} catch {
			return escape;
		}
	});

const url = (text: string): string =>
	text.replace(/(?:%[\da-f]{2})+/gi, (escapes) => {
		try {
			return decodeURIComponent(escapes);
		} catch {
			return escapes;
		}
	});

const form = (text: string): string => url(text.replaceAll('+', ' '));

const named: Readonly<Record<string, string>> = {
	...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", plus: '+', sol: '/', equals: '=' },
	...{ percnt: '%', bsol: '\\', colon: ':', period: '.', eacute: 'é', num: '#', semi: ';' },
};

const html = (text: string): string =>
	text.replace(/&(?:#x([\da-f]+)|#(\d+)|([a-z]+));?/gi, (entity, hex, decimal, name) => {
		if (name !== undefined) return named[String(name)] ?? entity;
		const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
		return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : entity;
	});

const decoders = [json, url, form, html];

const latin1 = (text: string): string => Buffer.from(text).toString('latin1');

/** JSON and URLs are read in base64 as well. Its bytes come as Latin-1. */
function shows(bytes: string, secret: string): boolean {
	const text = Buffer.from(bytes, 'latin1').toString('utf8');
	return bytes.includes(latin1(secret)) || [json, url].some((read) => read(text).includes(secret));
}

/** Node reads both alphabets, and does without padding. */
const inBase64 = (text: string): readonly string[] =>
	(text.match(/[\w+/-]{8,}/g) ?? []).flatMap((run) =>
		[0, 1, 2, 3].map((start) => Buffer.from(run.slice(start), 'base64').toString('latin1')),
	);
