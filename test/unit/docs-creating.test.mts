import { findEndpoint } from '../../lib/providers/endpoints';
import { providers } from '../../lib/providers';
import type { CreateForm, FormField, Provider } from '../../lib/providers/contract';
import { expectInDocument, markdownTable } from '../support/markdown.mts';

const resources = { payment: 'Payment', payout: 'Payout', paymentLink: 'Payment link' };

/** What a value has to look like, in the words of the table. */
function formOf(field: FormField): string {
	switch (field.type) {
		case 'text':
			return [field.pattern?.description, lengths(field)].filter(Boolean).join(', ') || 'text';
		case 'amount':
			return [
				'amount',
				field.min === undefined ? '' : `from ${field.min}`,
				field.max === undefined ? '' : `to ${field.max}`,
				field.multipleOf === undefined ? '' : `a multiple of ${field.multipleOf}`,
			]
				.filter(Boolean)
				.join(' ');
		case 'integer':
			return [
				'whole number',
				field.min === undefined ? '' : `from ${field.min}`,
				field.max === undefined ? '' : `to ${field.max}`,
			]
				.filter(Boolean)
				.join(' ');
		case 'choice':
			return `one of ${field.choices.map(({ value }) => `\`${value}\``).join(', ')}`;
		case 'boolean':
			return 'true or false';
		case 'time':
			return 'time in the future';
		case 'birthdate':
			return 'day';
		case 'email':
			return ['email address', lengths(field)].filter(Boolean).join(', ');
		case 'url':
			return ['web address', lengths(field)].filter(Boolean).join(', ');
		case 'phone':
			return [
				field.writtenAs === 'e164' ? 'phone number with + and country code' : 'phone number',
				lengths(field),
			]
				.filter(Boolean)
				.join(', ');
		case 'country':
			return field.writtenAs === 'alpha2' ? 'two letters (ISO 3166)' : 'three letters (ISO 3166)';
		case 'currency':
			return 'three letters (ISO 4217)';
		case 'document':
			return 'document number';
		case 'textList':
			return 'list of texts';
		case 'json':
			return field.shape === 'array' ? 'JSON list' : 'JSON object';
		case 'account':
			return 'from the list, or an ID';
	}
}

function lengths({ minLength, maxLength }: { minLength?: number; maxLength?: number }): string {
	if (minLength === undefined && maxLength === undefined) return '';
	return minLength === undefined
		? `up to ${maxLength} characters`
		: `${minLength} to ${maxLength ?? '…'} characters`;
}

const neededFor = ({ required, when }: FormField): string => {
	if (required !== true) return '';
	return when === undefined ? 'yes' : `with ${when.is.map((value) => `\`${value}\``).join(', ')}`;
};

function section(provider: Provider, create: CreateForm): string {
	const endpoint = findEndpoint(provider, create);
	const reference = endpoint?.reference;
	const rows = create.fields.map((field) => [
		field.label,
		neededFor(field),
		formOf(field),
		`\`${field.path}\``,
		field.type === 'account' ? 'The account at the provider' : field.help,
	]);
	const own = [
		'Reference',
		'yes',
		`up to ${reference?.maxLength ?? 0} characters`,
		`\`${reference?.path ?? ''}\``,
		'Your own unique reference of this payment',
	];
	return [
		`### ${provider.displayName}, ${resources[create.resource]}: ${create.label}`,
		`\`${create.method} ${create.path}\` - ${create.description}`,
		markdownTable(['Field', 'Required', 'Form', 'In the request', 'What it is'], [...rows, own]),
	].join('\n\n');
}

describe('the tables of the fields of each create', () => {
	it('are the same as the data (UPDATE_DOCS=1 rewrites them)', async () => {
		const sections = providers.flatMap((provider) =>
			provider.forms.creates.map((create) => section(provider, create)),
		);
		await expectInDocument(
			'docs/creating-payments.md',
			['<!-- fields:begin -->', '<!-- fields:end -->'],
			sections.join('\n\n'),
		);
	});
});
