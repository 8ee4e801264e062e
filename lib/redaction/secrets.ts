import type { Provider, Settings } from '../providers/contract';
import { listedIn } from '../providers/characters';
import { basicAuthorization } from '../providers/oauth';

/**
 * Everything in a credential that no response may show: the client secret, alone and in its HTTP Basic form, the extra
 * fields that are secret, and others that are known: tokens that were sent, a webhook secret that was fetched. Signatures are
 * not among them: each is good for one request.
 */
export const secretsOf = (
	{ auth }: Provider,
	settings: Settings,
	others: readonly string[],
): readonly string[] => [
	...others,
	settings.clientSecret,
	basicAuthorization(settings).replace('Basic ', ''),
	...auth.fields
		.filter(({ isSecret }) => isSecret)
		.flatMap(({ name, isList }) => {
			const value = settings.extras[name] ?? '';
			return isList === true ? listedIn(value) : [value];
		})
		.filter((value) => value !== ''),
];
