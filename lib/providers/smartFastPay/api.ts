import type { ProviderApi } from '../contract';
import { readFailure, unwrap } from './answers';
import { endpoints } from './endpoints';
import { paging } from './payments';

export const api: ProviderApi = {
	endpoints,
	lookUp: 'GET /transactions',
	readFailure,
	unwrap,
	paging,
};
