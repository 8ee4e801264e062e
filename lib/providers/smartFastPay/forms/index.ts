import { withCurrencies } from '../../amountLabels';
import type { ProviderForms } from '../../contract';
import { moneyIn } from './moneyIn';
import { moneyOut } from './moneyOut';
import { pages } from './pages';

export const forms: ProviderForms = {
	creates: [...moneyIn, ...pages, ...moneyOut].map(withCurrencies),
};
