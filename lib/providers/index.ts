import { paySecurez } from './paySecurez';
import type { Provider } from './contract';
import { singapay } from './singapay';
import { smartFastPay } from './smartFastPay';

/** The registry: a new provider is one more entry here. */
export const providers: readonly [Provider, ...Provider[]] = [smartFastPay, paySecurez, singapay];

/** The default of the nodes. Another one would change workflows that were saved with it. */
export const defaultProviderId = providers[0].id;

export const findProvider = (id: string): Provider | undefined =>
	providers.find((provider) => provider.id === id);
