import type {
	ApiRequest,
	ApiResponse,
	PaymentKind,
	Provider,
	Settings,
} from '../../lib/providers/contract';
import { wrongVectors } from './vectors.mts';

/** What one step found. `differs`: the provider answered, and not in the shape that this package expects. */
export interface Step {
	readonly name: string;
	readonly result: 'ok' | 'differs' | 'failed' | 'skipped';
	readonly says: string;
}

export interface Battery {
	readonly provider: Provider;
	readonly settings: Settings;
	/** '' where none is known: its lists are skipped. */
	readonly accountId: string;
	/** Of a payment that is looked up where there is no list to take one from; '' where none is known. */
	readonly paymentId: string;
	/** Sends one request and reads its answer. */
	readonly send: (request: ApiRequest) => Promise<ApiResponse>;
	readonly now: () => number;
}

/**
 * A look at a provider's API with real credentials: the documented signatures without a network, then a token, the probe, the
 * first page of each list and one payment of it. Only reads are sent, and nothing secret is in what is found.
 */
export async function runBattery(battery: Battery): Promise<readonly Step[]> {
	const { provider } = battery;
	const steps = [vectors(provider)];
	const token = await tokenStep(battery);
	steps.push(token.step);
	if (token.accessToken === undefined) return steps.map(secretless(battery));
	const ask = asker(battery, token.accessToken);
	steps.push(await probe(provider, ask));
	for (const kind of provider.payments.kinds) steps.push(...(await listed(battery, kind, ask)));
	return steps.map(secretless(battery));
}

const step = (name: string, result: Step['result'], says: string): Step => ({
	name,
	result,
	says,
});

function vectors(provider: Provider): Step {
	const { known, wrong } = wrongVectors(provider);
	if (known === 0) return step('signatures', 'skipped', 'none is documented');
	return wrong.length === 0
		? step('signatures', 'ok', `${known} documented ones are reproduced`)
		: step('signatures', 'differs', wrong.join('; '));
}

async function tokenStep({ provider, settings, send, now }: Battery): Promise<{
	readonly step: Step;
	readonly accessToken?: string;
}> {
	const askedAt = now();
	const sent = await sentOr(send, provider.auth.tokenRequest(settings, askedAt));
	if (typeof sent === 'string') return { step: step('token', 'failed', sent) };
	const read = provider.auth.readToken(sent, askedAt);
	if (read.kind !== 'token') return { step: step('token', 'failed', describeToken(read, sent)) };
	const seconds = read.expiresAt === undefined ? undefined : (read.expiresAt - askedAt) / 1000;
	const says = `lives for ${seconds === undefined ? 'an unknown time' : `${Math.round(seconds)} s`}`;
	return { step: step('token', 'ok', says), accessToken: read.accessToken };
}

type NoToken = Exclude<ReturnType<Provider['auth']['readToken']>, { kind: 'token' }>;

const describeToken = (read: NoToken, { status }: ApiResponse): string =>
	`HTTP ${status}, ${read.kind === 'refused' ? read.explanation.message : read.kind}`;

type Ask = (target: string) => Promise<ApiResponse | string>;

/** GET and nothing else. */
const asker =
	({ provider, settings, send, now }: Battery, accessToken: string): Ask =>
	async (target) => {
		const request = { method: 'GET', url: settings.baseUrl + target, headers: {} };
		return await sentOr(send, provider.auth.authorize(request, settings, accessToken, now()));
	};

async function sentOr(send: Battery['send'], request: ApiRequest): Promise<ApiResponse | string> {
	try {
		return await send(request);
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

async function probe({ auth }: Provider, ask: Ask): Promise<Step> {
	const name = `GET ${auth.probe.path}`;
	const answer = await ask(auth.probe.path);
	if (typeof answer === 'string') return step(name, 'failed', answer);
	return auth.isTokenRefused(answer)
		? step(name, 'failed', `HTTP ${answer.status}, the token was refused`)
		: step(name, 'ok', `HTTP ${answer.status}`);
}

async function listed(
	{ provider, accountId, paymentId }: Battery,
	kind: PaymentKind,
	ask: Ask,
): Promise<readonly Step[]> {
	const name = `list of ${kind.id}`;
	if (kind.account !== undefined && accountId === '')
		return [step(name, 'skipped', 'set ACCOUNT_ID')];
	const fill = (template: string, id = ''): string =>
		template.replace(/\{(\w+)\}/g, (_whole, parameter: string) =>
			encodeURIComponent(parameter === 'id' ? id : accountId),
		);
	if (kind.list === undefined || provider.api.paging === undefined) {
		if (paymentId === '' || kind.byId === undefined)
			return [step(name, 'skipped', 'the provider has none; PAYMENT_ID would be looked up')];
		const target = fill(kind.byId.target, paymentId);
		return [statusStep(provider, kind, await ask(target), paymentId)];
	}
	const query = new URLSearchParams(kind.list.query({ order: 'newestFirst' }));
	const answer = await ask(`${fill(kind.list.path)}?${query.toString()}`);
	const content = contentOf(provider, answer);
	if (content.kind === 'failed') return [step(name, 'failed', content.says)];
	if (!Array.isArray(content.content)) return [step(name, 'differs', 'its answer is no list')];
	const rows = content.content as readonly unknown[];
	const odd = [...new Set(rows.flatMap((row) => oddities(kind, row)))];
	const says = [`${rows.length} rows`, ...odd].join('; ');
	const found = step(name, odd.length === 0 ? 'ok' : 'differs', says);
	const [first] = rows;
	const id = first === undefined ? '' : kind.read(first).id;
	if (id === '' || kind.byId === undefined) return [found];
	return [found, statusStep(provider, kind, await ask(fill(kind.byId.target, id)), id)];
}

/** One payment by its ID, which has to be the one that was asked for. */
function statusStep(
	provider: Provider,
	kind: PaymentKind,
	answer: ApiResponse | string,
	id: string,
): Step {
	const name = `status of a ${kind.id}`;
	const content = contentOf(provider, answer);
	if (content.kind === 'failed') return step(name, 'failed', content.says);
	const odd = oddities(kind, content.content);
	if (kind.read(content.content).id !== id) odd.push('it is another one');
	return step(
		name,
		odd.length === 0 ? 'ok' : 'differs',
		odd.join('; ') || 'the one that was asked for',
	);
}

function contentOf(
	provider: Provider,
	answer: ApiResponse | string,
):
	| { readonly kind: 'content'; readonly content: unknown }
	| { readonly kind: 'failed'; readonly says: string } {
	if (typeof answer === 'string') return { kind: 'failed', says: answer };
	const failure = provider.api.readFailure(answer);
	if (failure === undefined && answer.isJson)
		return { kind: 'content', content: provider.api.unwrap(answer.body) };
	const said = failure === undefined ? 'no JSON' : [failure.code, failure.message].join(' ').trim();
	return { kind: 'failed', says: `HTTP ${answer.status}, ${said}` };
}

/** What of a record is not as documented: without values, which are nobody's business but the merchant's. */
function oddities(kind: PaymentKind, record: unknown): string[] {
	const { id, reference, providerStatus, amount, currency, createdAt } = kind.read(record);
	const word = providerStatus.toLowerCase();
	return [
		...(id === '' ? ['a record has no ID'] : []),
		...(reference === '' ? ['a record has no reference'] : []),
		...(Object.hasOwn(kind.statusMap, word)
			? []
			: [`the status word '${providerStatus}' is not documented`]),
		...(amount === null ? ['an amount cannot be read'] : []),
		...(currency === '' ? ['a currency is missing'] : []),
		...(createdAt === null ? ['a time of creation cannot be read'] : []),
	];
}

/** Answers may repeat what they were asked with. */
const secretless =
	({ provider, settings }: Battery) =>
	(found: Step): Step => {
		const secrets = [
			settings.clientId,
			settings.clientSecret,
			...provider.auth.fields
				.filter(({ isSecret }) => isSecret === true)
				.map(({ name }) => settings.extras[name] ?? ''),
		].filter((secret) => secret !== '');
		const says = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), found.says);
		return { ...found, says };
	};
