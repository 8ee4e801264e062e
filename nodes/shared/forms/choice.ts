import { checkExpression, invalid, type Invalid } from './invalid';

/** A field whose value is selected from a list. */
export interface ChoiceField<Choice extends string> {
	/** As the editor calls it. */
	readonly label: string;
	/** The values, as expressions return them. */
	readonly choices: readonly Choice[];
	/** Where nothing was given. */
	readonly otherwise: Choice;
}

/** An expression may return what is not in the list: it would be taken for one of the choices, and which one is chance. */
export function readChoice<Choice extends string>(
	given: unknown,
	{ label, choices, otherwise }: ChoiceField<Choice>,
): { readonly kind: 'choice'; readonly choice: Choice } | Invalid {
	if (given === undefined || given === null) return { kind: 'choice', choice: otherwise };
	const choice = choices.find((each) => each === given);
	return choice === undefined
		? invalid(
				`'${label}' is not one of its choices`,
				`Use ${orList.format(choices)}. ${checkExpression}`,
			)
		: { kind: 'choice', choice };
}

/** Shared by the nodes that ask for a payment. */
export const lookUpByField: ChoiceField<'id' | 'reference'> = {
	label: 'Look Up By',
	choices: ['id', 'reference'],
	otherwise: 'id',
};

/**
 * A switch that shows the fields beside it. n8n evaluates no expression in it, shows the fields for `true` alone, and drops what
 * stands in fields that it does not show: text in a workflow file has lost them.
 */
export function readSwitch(
	given: unknown,
	label: string,
): { readonly kind: 'switch'; readonly isOn: boolean } | Invalid {
	if (typeof given === 'boolean') return { kind: 'switch', isOn: given };
	return given === undefined || given === null
		? { kind: 'switch', isOn: false }
		: invalid(
				`'${label}' is neither true nor false`,
				'Turn it on or off in the editor, and check the fields beside it: n8n drops what is in them while it is neither.',
			);
}

const orList = new Intl.ListFormat('en-GB', { type: 'disjunction' });
