import { maxPreparedSets } from '../../../lib/redaction/numbers';
import { prepare } from '../../../lib/redaction/prepare';

const others = Array.from({ length: maxPreparedSets }, (_, index) => [`other-secret-${index}`]);

describe('secrets are prepared', () => {
	it('once, however often an answer is looked through', () => {
		expect(prepare(['token-1', 'secret-1'])).toBe(prepare(['token-1', 'secret-1']));
	});

	it.each([
		['another token', ['token-2', 'secret-1']],
		['one more', ['token-1', 'secret-1', 'secret-2']],
		['one that looks like both', ['token-1","secret-1']],
	])('anew for %s', (_what, secrets) => {
		expect(prepare(secrets)).not.toBe(prepare(['token-1', 'secret-1']));
	});

	it('and kept as long as they are in use', () => {
		const kept = prepare(['token-1']);
		for (const secrets of others) {
			prepare(secrets);
			prepare(['token-1']);
		}

		expect(prepare(['token-1'])).toBe(kept);
	});

	it('and forgotten when enough others have been', () => {
		const forgotten = prepare(['token-1']);
		for (const secrets of others) prepare(secrets);

		expect(prepare(['token-1'])).not.toBe(forgotten);
	});
});
