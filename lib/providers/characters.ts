/** What a value may hold that is on its way into a path, a header or a body. */

export const hasControlCharacter = (value: string): boolean =>
	[...value].some((character) => character < ' ' || character === '\u007f');

/**
 * URL parsers take %2e for a dot. Many servers also take %2f for a slash and drop what follows a semicolon, so that an ID
 * like `..%2fpayouts` would ask for something else than its place in the path says.
 */
export const isDots = (part: string): boolean =>
	part.split(/%(?:25)*(?:2f|5c)/i).some((step) => /^(\.|%(?:25)*2e){1,2}(;|$)/i.test(step));
