import type { PaymentKind, Provider } from './contract';

/** How a record is read: as one of the provider's kinds, or as a payment link. */
export const findRecordKind = (
	{ payments }: Provider,
	id: string | undefined,
): PaymentKind | undefined =>
	payments.kinds.find((kind) => kind.id === id) ??
	(payments.link?.id === id ? payments.link : undefined);
