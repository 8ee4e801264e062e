/** Every number of looking payments up and waiting for them. Durations in milliseconds. */

/** Pages searched for one reference where no endpoint takes it: 500 rows where a page has 25, 800 where it has 40, 2,000 where it has 100. */
export const maxSearchedPages = 20;

/** IDs that an error names where several payments have one reference: a sentence that can be read. */
export const maxNamedPayments = 5;

/** Of a list, where the builder does not say how many. */
export const defaultListLimit = 50;

/** A longer wait would hold an execution for more than an hour: use a schedule or the status trigger for that. */
export const maxWaitSeconds = 3_600;

/** Most payments are final within it, and it is n8n's usual patience for one node. */
export const defaultWaitSeconds = 300;

/** Before the first look-up of a payment that was just created; PayPal and Vipps recommend the same for instant payments. */
export const firstLookupDelayMs = 5_000;

/** Each wait is this much longer than the one before it ... */
export const lookupDelayGrowth = 1.5;

/** ... up to this one: for a payer who needs minutes, half a minute makes no difference. */
export const maxLookupDelayMs = 30_000;

/** Share by which a wait is drawn longer or shorter, so that items that began together do not ask together. */
export const lookupJitter = 0.1;

/** How long after its end a wait may still make its last lookup, if many others do the same. */
export const lateLookupGraceMs = 5_000;

/** How long a payment may be unknown after it was created: lists and replicas lag. */
export const absentForMs = 30_000;
