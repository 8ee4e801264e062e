import { withCurrencies } from '../../amountLabels';
import type { ProviderForms } from '../../contract';
import { moneyIn } from './moneyIn';
import { moneyOut } from './moneyOut';
import { createLink, links } from './paymentLink';

export const forms: ProviderForms = {
	creates: [...moneyIn, ...moneyOut, createLink].map(withCurrencies),
	links,
};
