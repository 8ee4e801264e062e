import { property } from '../json';
import { textOf } from '../paymentRecord';
import type { AccountParameter } from '../contract';

/** Named in the path of nearly every request of Singapay. */
export const account: AccountParameter = {
	parameter: 'account_id',
	label: 'Account ID',
	placeholder: 'e.g. 01J5XW8LD0R6M9CJEXAMPLE01',
	description: 'The account at the provider that the payment belongs to',
	list: {
		path: '/api/v1.0/accounts',
		read: (row) => ({ id: textOf(property(row, 'id')), name: textOf(property(row, 'name')) }),
	},
};
