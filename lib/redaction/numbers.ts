/** Every number of the search for secrets. */

/** Shorter values would not be secrets, and blanking them would garble answers. */
export const minSecretLength = 6;

/**
 * Sets of secrets that are kept prepared, up to 200 KiB each: a handful of credentials with a token each. With one
 * token per payment, newer sets replace those of earlier payments.
 */
export const maxPreparedSets = 8;
