/** What the control plane takes. Unknown names are refused, so that a misspelt fault does not pass for a quiet one. */

export const settingsSchema = {
	type: 'object',
	additionalProperties: false,
	properties: {
		tokenLifetimeSeconds: { type: 'number', minimum: 0 },
		newTokenKillsOld: { type: 'boolean' },
		allowedIps: { anyOf: [{ type: 'null' }, { type: 'array', items: { type: 'string' } }] },
		pagesLagMs: { type: 'number', minimum: 0 },
		rejectAllTokens: { type: 'boolean' },
		expiresIn: {},
		wrapToken: { type: 'boolean' },
	},
};

export const faultSchema = {
	type: 'object',
	additionalProperties: false,
	properties: {
		match: {
			type: 'object',
			additionalProperties: false,
			properties: {
				method: { type: 'string' },
				path: { type: 'string' },
				token: { type: 'boolean' },
			},
		},
		times: { type: 'integer', minimum: 1 },
		status: { type: 'integer', minimum: 200, maximum: 599 },
		headers: { type: 'object', additionalProperties: { type: 'string' } },
		body: {},
		together: { type: 'integer', minimum: 2 },
		delayMs: { type: 'integer', minimum: 0 },
		reset: { enum: ['beforeProcessing', 'afterProcessing', 'midBody'] },
		malformed: { type: 'boolean' },
		html: { type: 'boolean' },
		failureIn200: { type: 'boolean' },
		tokenRefused: { type: 'boolean' },
		code: { type: 'string' },
	},
};

/** Which kinds there are depends on the provider, so the simulation says no to the others. */
export const paymentSchema = {
	type: 'object',
	required: ['kind'],
	additionalProperties: false,
	properties: {
		kind: { type: 'string' },
		reference: { type: 'string', minLength: 1 },
		amount: { type: 'number', exclusiveMinimum: 0 },
		status: { type: 'string', minLength: 1 },
		// The last millisecond a Date can hold.
		createdAt: { type: 'integer', minimum: 0, maximum: 8.64e15 },
	},
};

export const notifySchema = {
	anyOf: [
		{ type: 'null' },
		{
			type: 'object',
			required: ['url'],
			additionalProperties: false,
			properties: {
				url: { type: 'string' },
				timeScale: { type: 'number', exclusiveMinimum: 0 },
				unsigned: { type: 'boolean' },
				secret: { type: 'string', minLength: 1 },
			},
		},
	],
};

export const statusSchema = {
	type: 'object',
	required: ['status'],
	additionalProperties: false,
	properties: { status: { type: 'string', minLength: 1 } },
};
