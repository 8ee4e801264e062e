import type { ProviderForms } from '../contract';

export const forms: ProviderForms = { creates: [] };
