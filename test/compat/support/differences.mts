type ByVersion = Readonly<Record<string, string>>;

/** What is known to be otherwise in some versions, by the name of the check: a finding that is not listed here is a failure. */
const differences: Readonly<Record<string, ByVersion>> = {};

export const differencesOf = (check: string): ByVersion => differences[check] ?? {};
