import type { INodeProperties } from 'n8n-workflow';

/** Whether a credential holds expressions, and one reading of it holds for all items of a run. */

const name = 'sameForAllItems';

/**
 * A hidden field that a node finds in what it reads only if no setting is an expression. n8n leaves out fields that are not
 * displayed, and decides that on the texts as they are stored, before expressions are evaluated (n8n-workflow,
 * `getNodeParameters`).
 *
 * `between` means: begins with `=`, or is `>`. `startsWith` of n8n up to 2.8 fails on what is no text.
 */
export const sameForAllItemsField = (settings: readonly INodeProperties[]): INodeProperties => ({
	displayName: 'Same for All Items',
	name,
	type: 'hidden',
	default: 'true',
	displayOptions: {
		hide: Object.fromEntries(
			settings.map((setting) => [setting.name, [{ _cnd: { between: { from: '=', to: '>' } } }]]),
		),
	},
});

type Fields = Readonly<Record<string, unknown>>;

/** Whether n8n says that no setting is an expression. @param fields the credential as n8n gives it to a node */
export const haveNoExpression = (fields: Fields): boolean => fields[name] === 'true';

/**
 * The same for all that a node reads of the credential: n8n adds its two fields of allowed domains to those of every credential, and
 * they could be expressions, too. Where they restrict anything, each item is read.
 */
export const areSameForAllItems = (fields: Fields): boolean =>
	haveNoExpression(fields) &&
	(fields.allowedHttpRequestDomains === undefined || fields.allowedHttpRequestDomains === 'all');
