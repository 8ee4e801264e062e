import type { PaymentKind, Provider } from './contract';

/** As what a record is read: one of the provider's kinds, or its payment links. */
export const findRecordKind = (
	{ payments }: Provider,
	id: string | undefined,
): PaymentKind | undefined =>
	payments.kinds.find((kind) => kind.id === id) ??
	(payments.link?.id === id ? payments.link : undefined);
