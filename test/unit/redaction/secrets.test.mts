import { secretsOf } from '../../../lib/redaction/secrets';
import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { settings } from '../../support/fakeContext.mts';

const basic = Buffer.from('client-1:secret-0001').toString('base64');

describe('the secrets of a credential', () => {
	it('are its tokens, its client secret and what HTTP Basic makes of it', () => {
		expect(secretsOf(paySecurez, { ...settings, extras: {} }, ['token-1', 'token-2'])).toEqual([
			'token-1',
			'token-2',
			'secret-0001',
			basic,
		]);
	});

	it('are the API key of Singapay as well, but not its version', () => {
		expect(secretsOf(singapay, settings, [])).toEqual(['secret-0001', basic, 'partner-1']);
	});

	it('are the webhook secret of SmartFastPay as well', () => {
		const extras = { webhookSecret: 'hook-0001' };
		expect(secretsOf(smartFastPay, { ...settings, extras }, [])).toContain('hook-0001');
	});
});
