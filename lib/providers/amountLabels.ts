import type { CreateForm, FormField } from './contract';

/** The same form with the currency of its amounts: in the label if it is fixed, in the help if it is selected. */
export const withCurrencies = (form: CreateForm): CreateForm => ({
	...form,
	fields: form.fields.map((field) => (field.type === 'amount' ? named(form, field) : field)),
});

function named({ currency, fields }: CreateForm, field: FormField): FormField {
	if ('always' in currency) return { ...field, label: `${field.label} (${currency.always})` };
	const chosen = fields.find(({ name }) => name === currency.field)?.label ?? currency.field;
	return { ...field, help: `In major units of the currency selected under '${chosen}'` };
}
