import type { ProviderApi } from '../contract';
import { readFailure, unwrap } from './answers';
import { canonicalJson } from './canonicalJson';
import { endpoints } from './endpoints';
import { paging } from './lists';

export const api: ProviderApi = {
	endpoints,
	lookUp: "the Singapay dashboard, or the endpoint for this product's status",
	canonicalBody: canonicalJson,
	readFailure,
	unwrap,
	paging,
};
