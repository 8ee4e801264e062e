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
};

/** The same where one try takes so long that a person who waits gets less than that part. */
const fullOfCostly = {
	/** A provider, n8n and a day of polls are played. */
	day: 600,
	/** The same with many payments. */
	busyDay: 240,
	/** The same with more payments than one poll reads, of any of the lists. */
	longDay: 40,
	/** The same of chosen payments, more than one poll asks for. */
	longChoice: 150,
};

/** Below this share, in per cent, costly tries become fewer faster than others. */
const costlyBelow = 30;

/** In per cent, by the environment variable PROPERTY_RUNS: continuous integration tries all, a person waits for a part of them. */
const share = Number(process.env.PROPERTY_RUNS ?? 10);
if (!(share > 0)) throw new Error('PROPERTY_RUNS must be a number of per cent above 0, e.g. 100');

/** For `fc.assert`. */
export const runsPer = (
	tried: keyof typeof full | keyof typeof fullOfCostly,
): { readonly numRuns: number } =>
	tried in fullOfCostly
		? runs(fullOfCostly[tried as keyof typeof fullOfCostly] * Math.min(share / costlyBelow, 1))
		: runs(full[tried as keyof typeof full]);

const runs = (all: number): { readonly numRuns: number } => ({
	numRuns: Math.max(1, Math.round((all * share) / 100)),
});
