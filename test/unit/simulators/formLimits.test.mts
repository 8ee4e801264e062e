import type { CreateForm, FormField, Provider, RequestForm } from '../../../lib/providers/contract';
import { findEndpoint } from '../../../lib/providers/endpoints';
import { parseJson } from '../../../lib/http/parse';
import { withReference } from '../../../lib/writes/reference';
import type { ProviderId } from '../../../simulators/index.mts';
import { requestSignature } from '../../../simulators/singapay/signature.mts';
import { askedFor, type Entered, readWith } from '../../support/createForms.mts';
import { type LimitCase, limitsNowMs, limitsOf } from '../../support/sentLimits.mts';
import { eachProvider } from '../../support/subjects.mts';
import { changed, refusedFields } from './changes.mts';
import { type Answered, authorized, call, newestToken, useSimulator } from './support.mts';

/**
 * Each limit of each form against the stand-ins, whose checks are written from the pages apart from the package: what the form
 * sends at the edge is taken, and what it refuses one beyond is refused by the provider as well. What only one of both refuses is
 * named below with its reason; another difference fails.
 */

/** Where only one of the two refuses, and why that is right. */
interface Difference {
	readonly refusedBy: 'form' | 'provider';
	/** `form field: limit`, as the test names it. */
	readonly at: RegExp;
	readonly why: string;
}

const differences: readonly Difference[] = [
	{
		refusedBy: 'form',
		at: /customerEmail: no address$/,
		why: 'No page says what an address is. One without an @ reaches nobody.',
	},
	{
		refusedBy: 'form',
		at: /customerPhone: no number$/,
		why: 'The pages of Singapay tell a length only. What has no digits is no phone.',
	},
	{
		refusedBy: 'form',
		at: /^smartFastPay .* birthdate: a day of another month$/,
		why: 'The page tells the order of day and month. A day that no calendar has is a mistake.',
	},
	{
		refusedBy: 'form',
		at: /^smartFastPay .* documentNumber: /,
		why: 'Outside Brazil no rule of a document is told. A number that is called a CPF is checked as one everywhere.',
	},
	{
		refusedBy: 'provider',
		at: /^smartFastPay .* customerId: a long text$/,
		why: 'Only version 1 tells a length. It may well hold in version 2, and the provider then says so.',
	},
	{
		refusedBy: 'provider',
		at: /^smartFastPay .* documentType: a long text$/,
		why: 'A kind for each country, of which the list grows: it is typed. The examples are of Brazil, which has two.',
	},
	{
		refusedBy: 'form',
		at: /^smartFastPay payment card currency: nothing$/,
		why: 'Two copies of the page name different currencies for one that is left out, so it is always sent.',
	},
	{
		refusedBy: 'form',
		at: /^smartFastPay payout bankTransfer bankAccountType: nothing$/,
		why: 'The page shows it beside code and number, which it requires, without a word on it.',
	},
	{
		refusedBy: 'form',
		at: /^paySecurez .* amount: too many decimals$/,
		why: 'No page tells how many decimals there may be: those of the currency.',
	},
	{
		refusedBy: 'form',
		at: /^paySecurez .* (customerId|firstName|lastName|customerEmail): nothing$/,
		why: 'The older page requires them and the newer does not say. With them either takes the request.',
	},
	{
		refusedBy: 'form',
		at: /^paySecurez .* customerPhone: /,
		why: 'The page shows a plus and digits. The lengths are those of E.164.',
	},
	{
		refusedBy: 'form',
		at: /^paySecurez .* addressCountry: /,
		why: 'The page shows two letters and does not name ISO 3166.',
	},
	{
		refusedBy: 'form',
		at: /^singapay payment virtualAccount (amountType|maxUsage): nothing$/,
		why: 'Both have a default at the provider. One would be 255 payments of an invoice, so it is chosen.',
	},
	{
		refusedBy: 'form',
		at: /^singapay payment virtualAccount (minAmount|maxAmount): nothing$/,
		why: 'One page calls them optional, others require both: both are always right.',
	},
	{
		refusedBy: 'form',
		at: /^singapay payment (qris|ewallet) expiresAt: (now|a second ago)$/,
		why: 'No page says so of these two, but what has lapsed cannot be paid.',
	},
	{
		refusedBy: 'form',
		at: /^singapay payout (ewallet|accountTransfer) amount: too many decimals$/,
		why: 'The page of the one shows two decimals and that of the other allows them. A signed body holds whole rupiah.',
	},
];

/** The stand-ins know these, and not the examples that the editor shows. */
const known: Entered = {
	bindingId: 'binding-1',
	qrText: '00020101021126570011ID.EXAMPLE.WWW01189360000000000000026304C3D4',
	beneficiaryAccountNumber: '100000000002',
	destination: '12345678909',
};

/** No page tells how long their reference may be: the form takes what can be asked for. */
const lengthless = ['paySecurez payment checkout', 'singapay payment ewallet'];

const anyField: FormField = { name: '', label: '', path: '', type: 'text', example: '', help: '' };
const anyLimit: LimitCase = { name: '', given: '', sent: '', taken: true };

/** Stands for a record: a text of another length names none. */
const identifiers = ['bindingId'];

type Form = RequestForm & Partial<Pick<CreateForm, 'resource' | 'id'>>;

const formsOf = ({ forms }: Provider): ReadonlyArray<readonly [name: string, form: Form]> => [
	...forms.creates.map((form) => [`${form.resource} ${form.id}`, form] as const),
	...(forms.links === undefined ? [] : [['link update', forms.links.update] as const]),
];

const signed = [
	'/disbursement/transfer',
	'/ewallet/trigger-topup',
	'/payment-credit',
	'/account-transfer/',
	'/cardless-withdrawals/create',
	'/direct-debit/charge',
];

/** The differences that were met. */
const met = new Set<Difference>();

describe.each(eachProvider)('%s', (id, { provider }) => {
	const { simulator, clock } = useSimulator(id as ProviderId);
	let headers: Record<string, string> = {};
	let count = 0;

	/** A link that nobody has paid yet. */
	const linkId = (): string =>
		String(
			simulator()
				.control.records()
				.paymentLinks?.find((link) => link.current_usage === 0)?.id ?? '',
		);

	async function send({ method, path }: Pick<Form, 'method' | 'path'>, body: object) {
		const text = JSON.stringify(body);
		const timestamp = String(Math.floor(clock.now() / 1000));
		const parts = { method, path, accessToken: newestToken(simulator()), body: text, timestamp };
		const isSigned = signed.some((part) => path.includes(part));
		return await call(simulator(), path, {
			method,
			headers: {
				...headers,
				'content-type': 'application/json',
				...(isSigned
					? {
							'x-timestamp': timestamp,
							'x-signature': requestSignature(parts, simulator().credentials.clientSecret) ?? '',
						}
					: {}),
			},
			body: text,
		});
	}

	const entered = (form: Form, field: FormField, limit: LimitCase): Entered => {
		const own = Object.entries(known).filter(([name]) =>
			form.fields.some((each) => each.name === name),
		);
		return { ...Object.fromEntries(own), ...askedFor(field), ...besides(form, field, limit) };
	};

	const referenceOf = (form: Form) => findEndpoint(provider, form)?.reference;

	/** What the form sends, with a reference that is new; the reason where it sends nothing. */
	function read(
		form: Form,
		values: Entered,
		reference = `REF-${(count += 1)}`,
	): { body: object; path: string } | string {
		const result = readWith(form, values, { now: limitsNowMs });
		if (result.kind === 'invalid') return result.explanation.message;
		const path = result.path.replace('{id}', linkId());
		const json = parseJson(result.body);
		const referenced = withReference(provider, {
			method: form.method,
			path,
			body: result.body,
			json: json.ok ? json.value : undefined,
			isJson: true,
			reference: referenceOf(form) === undefined ? '' : reference,
		});
		return referenced.kind === 'invalid'
			? referenced.explanation.message
			: { body: JSON.parse(referenced.body ?? '') as object, path };
	}

	/** Undefined where both do what they have to. */
	async function difference(
		form: Form,
		field: FormField,
		limit: LimitCase,
	): Promise<string | undefined> {
		const around = entered(form, field, limit);
		const own = read(form, { ...around, [field.name]: limit.given });
		const base = read(form, around);
		if (typeof base === 'string') return `cannot be tried: ${base}`;
		const sent =
			typeof own === 'string' ? { ...base, body: changed(base.body, field.path, limit.sent) } : own;
		const answer = await send({ ...form, path: sent.path }, sent.body);
		const byForm = typeof own === 'string';
		const byProvider = isRefused(answer, field);
		if (typeof byProvider === 'string') return byProvider;
		const wanted = limit.taken === 'same' ? byForm : !limit.taken;
		if (byForm === wanted && byProvider === wanted) return undefined;
		if (byForm === byProvider) return byForm ? `refused by both: ${String(own)}` : 'taken by both';
		return byForm ? 'refused by the form' : 'refused by the provider';
	}

	it.each(formsOf(provider))('%s', async (name, form) => {
		headers = await authorized(simulator(), clock.now());
		const found: string[] = [];
		for (const field of form.fields.filter((each) => each.in !== 'path'))
			for (const limit of limitsOf(form, field)) {
				if (limit.taken === 'same' && identifiers.includes(field.name)) continue;
				const differs = await difference(form, field, limit);
				if (differs === undefined) continue;
				const at = `${id} ${name} ${field.name}: ${limit.name}`;
				const known = differences.find(
					(each) => `refused by the ${each.refusedBy}` === differs && each.at.test(at),
				);
				if (known === undefined) found.push(`${at} (${differs})`);
				else met.add(known);
			}
		expect(found).toEqual([]);
	});

	const withReferences = formsOf(provider).filter(([, form]) => referenceOf(form) !== undefined);

	it.each(withReferences)('%s: its reference', async (name, form) => {
		headers = await authorized(simulator(), clock.now());
		const { maxLength, path } = referenceOf(form) ?? { maxLength: 0, path: '' };
		const values = entered(form, anyField, anyLimit);
		const [longest, longer] = [maxLength, maxLength + 1].map((length) => 'R'.repeat(length));
		const sent = read(form, values, longest);
		if (typeof sent === 'string') throw new Error(sent);
		expect((await send({ ...form, path: sent.path }, sent.body)).status).toBeLessThan(300);

		expect(read(form, values, longer)).toContain(`${maxLength + 1} characters`);
		const refused = await send({ ...form, path: sent.path }, changed(sent.body, path, longer));
		const isLimited = !lengthless.includes(`${id} ${name}`);
		expect(isRefused(refused, { ...anyField, path })).toBe(isLimited);
	});
});

it('names no difference that is none', () => {
	expect(differences.filter((each) => !met.has(each))).toEqual([]);
});

/** Whether this field is refused; a text where something else is wrong. */
function isRefused(answer: Answered, { name, path }: FormField): boolean | string {
	if (answer.status < 300) return false;
	const places = [path, ...(name === 'documentType' ? ['customer.document.number'] : [])];
	const isOwn = fieldsIn(answer).some((refused) =>
		places.some(
			(place) => refused === place || isWithin(refused, place) || isWithin(place, refused),
		),
	);
	return [400, 422].includes(answer.status) && isOwn
		? true
		: `answered ${answer.status} ${answer.text.slice(0, 200)}`;
}

const isWithin = (one: string, other: string): boolean => one.startsWith(`${other}.`);

/** PaySecurez tells the field in a sentence. */
function fieldsIn(answer: Answered): string[] {
	const { error } = Object(answer.body) as { error?: unknown };
	return typeof error === 'string' ? [error.split(' ')[0] ?? ''] : refusedFields(answer);
}

/** What else has to be entered, so that only this field can be wrong. */
function besides(form: Form, field: FormField, { given }: LimitCase): Entered {
	switch (field.name) {
		case 'currency':
			return { amount: '100' };
		case 'documentType':
			return given === 'CNPJ' ? { documentType: given, documentNumber: '11222333000181' } : {};
		case 'maxAmount':
			return { minAmount: '1' };
		case 'requirePhone':
		case 'requireEmail':
			return { maxUsage: 2 };
		case 'customerName':
		case 'customerEmail':
		case 'customerPhone':
			return form.resource === 'paymentLink'
				? { customerName: 'Budi Santoso', customerEmail: 'budi@example.com' }
				: {};
		default:
			return {};
	}
}
