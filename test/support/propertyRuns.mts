/** How often a property is tried, by what one try is. */
const full = {
	/** A function is given a value. */
	value: 5_000,
	/** Secrets are written into an answer, in spellings within one another, and searched for by another decoder. */
	answer: 3_000,
	/** A request is sent to a provider that is played. */
	call: 1_500,
	/** A few executions are played, with a provider and a database. */
	history: 600,
	/** A provider, n8n and a day of polls are played. */
	day: 600,
	/** The same with more payments than one poll reads. */
	longDay: 10,
};

/** In per cent, by the environment variable PROPERTY_RUNS: continuous integration tries all, a person waits for a part of them. */
const share = Number(process.env.PROPERTY_RUNS ?? 10);
if (!(share > 0)) throw new Error('PROPERTY_RUNS must be a number of per cent above 0, e.g. 100');

/** For `fc.assert`. */
export const runsPer = (tried: keyof typeof full): { readonly numRuns: number } => ({
	numRuns: Math.max(1, Math.round((full[tried] * share) / 100)),
});
