import { paySecurez } from './paySecurez';
import type { Provider } from './contract';
import { singapay } from './singapay';
import { smartFastPay } from './smartFastPay';

/** The registry: a fourth provider is one more line here. */
export const providers: readonly Provider[] = [paySecurez, singapay, smartFastPay];

export const findProvider = (id: string): Provider | undefined =>
	providers.find((provider) => provider.id === id);
