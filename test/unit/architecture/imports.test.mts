import { importsOf } from './imports.mts';
import { violations } from './rules.mts';
import { sources } from './sources.mts';

describe('the package', () => {
	it('imports downwards only, and n8n where it may', () => {
		expect(violations(sources())).toEqual([]);
	});

	it('is read whole', () => {
		const read = Object.keys(sources());
		const rooms = new Set(read.map((path) => path.split('/').slice(0, -1).join('/')));
		expect(read.length).toBeGreaterThan(100);
		expect([...rooms]).toEqual(
			expect.arrayContaining(['credentials', 'lib/http', 'lib/providers/contract', 'nodes/shared']),
		);
		expect(importsOf(sources()).length).toBeGreaterThan(400);
	});
});

describe('an import', () => {
	it.each([
		['import { a, type B } from "../y/z";', ['a', 'B'], false],
		['import { type A, type B as C } from "../y/z";', ['A', 'B'], true],
		['import type { A } from "../y/z";', ['A'], true],
		['import a from "../y/z";', ['default'], false],
		['import * as a from "../y/z";', ['*'], false],
		['import type * as a from "../y/z";', ['*'], true],
		['import "../y/z";', [], false],
		['export { a } from "../y/z";', ['a'], false],
		['export * from "../y/z";', ['*'], false],
		['export type { A } from "../y/z";', ['A'], true],
		['import a = require("../y/z");', [], false],
		['type A = import("../y/z").B;', ['B'], true],
		['const a = require("../y/z");', [], false],
		['const a = async () => await import("../y/z");', [], false],
	])('is seen in %s', (text, names, isTypeOnly) => {
		expect(importsOf({ 'lib/x/w.ts': text })).toEqual([
			{ from: 'lib/x/w.ts', to: 'lib/y/z', names, isTypeOnly },
		]);
	});

	it('is not seen in a comment or a text', () => {
		const text = '// import "../y/z";\nconst a = `import "../y/z"; ${1}`;';
		expect(importsOf({ 'lib/x/w.ts': text })).toEqual([]);
	});
});

/** A package of two providers, as small as it can be; each case adds one file to it. */
const small = {
	'lib/providers/index.ts': "import { a } from './a';\nimport { b } from './b';",
	'lib/providers/json.ts': '',
	'lib/providers/contract/api.ts': '',
	'lib/providers/a/index.ts':
		"import { text } from '../json';\nimport type { Api } from '../contract';",
	'lib/providers/b/index.ts': '',
	'credentials/AApi.credentials.ts':
		"import type { ICredentialType } from 'n8n-workflow';\nimport { a } from '../lib/providers/a';",
	'nodes/N/N.node.ts': "import { NodeConnectionTypes } from 'n8n-workflow';",
};

describe('the rules', () => {
	it('are content with a package that keeps them', () => {
		expect(violations(small)).toEqual([]);
	});

	it.each([
		['lib/http/x.ts', "import type { Provider } from '../providers/contract';"],
		['lib/auth/x.ts', "import { exchange } from '../http/exchange';"],
		['lib/writes/x.ts', "import { lookupPayment } from '../payments/lookupPayment';"],
		['lib/watch/x.ts', "import { sendOnce } from '../writes/sendOnce';"],
		['lib/webhooks/x.ts', "import { call } from '../client/call';"],
		['lib/webhooks/x.ts', "import { createHmac } from 'node:crypto';"],
		['lib/auth/hooks.ts', "import type { IHttpRequestOptions } from 'n8n-workflow';"],
		['nodes/shared/x.ts', "import { providers } from '../../lib/providers';"],
		['nodes/shared/x.ts', "import type { IPollFunctions } from 'n8n-workflow';"],
	])('let %s have %s', (path, text) => {
		expect(violations({ ...small, [path]: text })).toEqual([]);
	});

	it.each([
		['lib/http/x.ts', "import { call } from '../client/call';", 'http is not above client'],
		['lib/http/x.ts', "import type { Call } from '../client/call';", 'http is not above client'],
		['lib/providers/x.ts', "import { parse } from '../http/parse';", 'providers is not above http'],
		['lib/payments/x.ts', "export * from '../writes/recover';", 'payments is not above writes'],
		['lib/watch/x.ts', "import { seen } from '../webhooks/seen';", 'watch is not above webhooks'],
		['lib/webhooks/x.ts', "import { a } from '../watch/list';", 'webhooks is not above watch'],
		['lib/client/x.ts', "import { a } from '../../nodes/shared/a';", 'client is not above nodes'],
		['credentials/x.ts', "import { call } from '../lib/client/call';", 'credentials is not above'],
		['nodes/N/x.ts', "import { A } from '../../credentials/A';", 'nodes is not above credentials'],
		['lib/providers/a/x.ts', "import { b } from '../b';", 'it is of another provider'],
		['lib/providers/a/x.ts', "import { b } from '../b/token';", 'it is of another provider'],
		['lib/providers/a/x.ts', "import { providers } from '..';", 'the registry knows the providers'],
		['lib/providers/x.ts', "import { a } from './a';", 'it is of another provider'],
		['lib/providers/contract/x.ts', "import { text } from '../json';", 'stands alone'],
		['lib/client/x.ts', "import { a } from '../providers/a';", 'its credential only'],
		['nodes/N/x.ts', "import { a } from '../../lib/providers/a';", 'its credential only'],
		['lib/auth/hooks.ts', "import { sleep } from 'n8n-workflow';", 'only nodes/ runs code of n8n'],
		['lib/auth/hooks.ts', "import * as n8n from 'n8n-workflow';", 'only nodes/ runs code of n8n'],
		['credentials/x.ts', "import { sleep } from 'n8n-workflow';", 'only nodes/ runs code of n8n'],
		[
			'lib/auth/hooks.ts',
			"import type { IExecuteFunctions } from 'n8n-workflow';",
			'belongs to nodes/',
		],
		['lib/client/x.ts', "import type { IDataObject } from 'n8n-workflow';", 'not among the files'],
		['lib/client/x.ts', "import { readFile } from 'node:fs/promises';", 'no dependencies'],
		['nodes/N/x.ts', "import axios from 'axios';", 'no dependencies'],
		['nodes/N/x.ts', "const a = require('axios');", 'no dependencies'],
		['nodes/N/x.ts', 'const a = require(name);', 'imports a computed name'],
		['lib/request/x.ts', "import { a } from './a';", 'it stands in no room'],
	])('refuse %s: %s', (path, text, said) => {
		const [why, ...others] = violations({ ...small, [path]: text });
		expect(why).toContain(said);
		expect(why).toContain(path);
		expect(others).toEqual([]);
	});
});
