import type { ProviderApi } from '../contract';
import { isEmpty, isSuccess, readFailure, unwrap } from './answers';
import { canonicalJson } from './canonicalJson';
import { endpoints } from './endpoints';
import { productOf } from './products';
import { paging } from './lists';

export const api: ProviderApi = {
	endpoints,
	productOf,
	lookUp: "the Singapay dashboard, or the endpoint for this product's status",
	canonicalBody: canonicalJson,
	readFailure,
	unwrap,
	isEmpty,
	isSuccess,
	paging,
};
