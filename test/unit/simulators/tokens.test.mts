import type { ProviderId } from '../../../simulators/index.mts';
import { authorized, call, headersFor, readPaths, requestToken, useSimulator } from './support.mts';

const lifetimes: Record<ProviderId, number> = {
	smartFastPay: 3600,
	paySecurez: 1800,
	singapay: 3600,
};

describe.each(Object.entries(lifetimes) as [ProviderId, number][])(
	'the tokens of %s',
	(provider, lifetimeSeconds) => {
		const { simulator, clock } = useSimulator(provider);
		const read = (headers: Record<string, string>) =>
			call(simulator(), readPaths[provider], { headers });

		const token = () => authorized(simulator(), clock.now());

		it('can be found by a search and cannot be guessed', async () => {
			await token();
			await token();
			const [first = '', second] = simulator()
				.control.tokens()
				.map(({ accessToken }) => accessToken);
			expect(first).toMatch(/^eyJ[\w-]+\.[\w-]+\.simtok[\w-]{40,}$/);
			expect(second).not.toBe(first);
		});

		it('open the read endpoints and count their uses', async () => {
			const headers = await token();
			expect((await read(headers)).status).toBe(200);
			expect((await read(headers)).status).toBe(200);
			expect(simulator().control.tokens()).toEqual([
				expect.objectContaining({ uses: 2, revoked: false }),
			]);
		});

		it.each([
			['none', {}],
			['an unknown one', { authorization: 'Bearer eyJ.unknown.token' }],
			['an empty one', { authorization: 'Bearer ' }],
			['another scheme', { authorization: 'Basic c2ltOnNpbQ==' }],
		])('are asked for: %s is refused with 401', async (_name, authorization) => {
			const { authorization: _dropped, ...others } = headersFor(simulator(), '');
			expect((await read({ ...others, ...authorization })).status).toBe(401);
		});

		it('live until the millisecond before their expiry', async () => {
			const headers = await token();
			clock.advance(lifetimeSeconds * 1000 - 1);
			expect((await read(headers)).status).toBe(200);
			clock.advance(1);
			expect((await read(headers)).status).toBe(401);
		});

		it('expire each on its own', async () => {
			simulator().control.configure({ tokenLifetimeSeconds: 10 });
			const first = await token();
			clock.advance(6000);
			const second = await token();
			clock.advance(6000);
			expect((await read(first)).status).toBe(401);
			expect((await read(second)).status).toBe(200);
		});

		it('die of a newer one when the setting says so, and only then', async () => {
			const first = await token();
			const second = await token();
			expect((await read(first)).status).toBe(200);
			simulator().control.configure({ newTokenKillsOld: true });
			const third = await token();
			expect((await read(first)).status).toBe(401);
			expect((await read(second)).status).toBe(401);
			expect((await read(third)).status).toBe(200);
		});

		it('are refused once revoked, while a later one is not', async () => {
			const first = await token();
			simulator().control.revokeTokens();
			expect((await read(first)).status).toBe(401);
			expect((await read(await token())).status).toBe(200);
		});

		it('are all refused while rejectAllTokens is set', async () => {
			simulator().control.configure({ rejectAllTokens: true });
			const headers = await token();
			expect((await read(headers)).status).toBe(401);
			simulator().control.configure({ rejectAllTokens: false });
			expect((await read(headers)).status).toBe(200);
		});

		it('are forgotten by a reset', async () => {
			const headers = await token();
			simulator().control.reset();
			expect(simulator().control.tokens()).toEqual([]);
			expect((await read(headers)).status).toBe(401);
		});

		it.each([
			['a number', 5],
			['a text', 'soon'],
			['null', null],
		])('can be announced with %s as their lifetime', async (_name, expiresIn) => {
			simulator().control.configure({ expiresIn });
			const { text } = await requestToken(simulator());
			expect(text).toContain(`"expires_in":${JSON.stringify(expiresIn)}`);
		});

		it('can be announced without a lifetime', async () => {
			simulator().control.configure({ expiresIn: 'omit' });
			const { status, text } = await requestToken(simulator());
			expect(status).toBe(200);
			expect(text).not.toContain('expires_in');
		});
	},
);

describe('one provider', () => {
	const first = useSimulator('smartFastPay');
	const second = useSimulator('paySecurez');

	it('does not take the token of another', async () => {
		const headers = await authorized(first.simulator());
		const { status } = await call(second.simulator(), readPaths.paySecurez, { headers });
		expect(status).toBe(401);
	});
});
