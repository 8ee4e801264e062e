import type { ProviderApi } from '../contract';
import { isEmpty, isSuccess, readFailure, unwrap } from './answers';
import { endpoints, productOf } from './endpoints';
import { paging } from './payments';

export const api: ProviderApi = {
	endpoints,
	productOf,
	lookUp: 'GET /transactions',
	readFailure,
	unwrap,
	isEmpty,
	isSuccess,
	paging,
};
