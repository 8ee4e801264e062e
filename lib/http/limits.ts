/** The numbers of a single HTTP exchange, each once. */

/** Responses are read into memory; those of a payment API are kilobytes, a statement file some megabytes. */
export const maxResponseBytes = 32 * 1024 * 1024;

/** Token calls and probes. What n8n's own credentials use; gateways answer in well under a second. */
export const tokenTimeoutMs = 30_000;
