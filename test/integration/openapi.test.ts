// The API as its document promises it: every example asked of the running bundle, and a generated client that works.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import * as v from 'valibot';
import { OPENAPI_FILE } from '../../scripts/openapi.ts';
import { repository } from '../build/project.ts';
import { documentSchema, examplesIn, requestOf, validators } from '../support/openapi.ts';
import { type RunningBundle, startRunningBundle } from './support/running-bundle.ts';

jest.setTimeout(120_000);
const run = promisify(execFile);
const stored: unknown = JSON.parse(readFileSync(OPENAPI_FILE, 'utf8'));
const document = v.parse(documentSchema, stored);
const validatorOf = validators(document);

/** In the order of paths and statuses: what an example needs has been made by one before it. */
const examples = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) =>
    examplesIn(operation).map((example) => ({ ...example, path, method: method.toUpperCase(), operation })),
  ),
);

let bundle: RunningBundle;
beforeAll(async () => {
  bundle = await startRunningBundle();
});
afterAll(() => bundle.close());

function encoded(type: string, body: unknown): string {
  const isForm = type === 'application/x-www-form-urlencoded';
  return isForm ? new URLSearchParams(Object(body)).toString() : JSON.stringify(body);
}

function ask(path: string, init: RequestInit = {}, token = bundle.token): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, ...Object(init.headers) };
  return fetch(bundle.url + path, { redirect: 'manual', ...init, headers });
}

describe('an example of the document', () => {
  it.each(examples)('$method $path, $name: answers $status as the schema says', async (example) => {
    const { path, method, operation, name, status, mediaType } = example;
    const { target, type, body } = requestOf(path, operation, name);
    const sent = body === undefined ? {} : { body: encoded(type, body), headers: { 'content-type': type } };
    const response = await ask(target, { method, ...sent });
    const text = await response.text();
    const [answered = ''] = (response.headers.get('content-type') ?? '').split(';');
    expect({ status: response.status, type: answered }).toEqual({ status, type: mediaType });
    const answer: unknown = mediaType.includes('json') ? JSON.parse(text) : text;
    expect(validatorOf(operation, status, mediaType)(answer)).toEqual([]);
    expect(response.headers.get('x-request-id')).toBe('request');
  });
});

describe('GET /v1/openapi.json', () => {
  it('is the document, whole', async () => {
    const response = await ask('/v1/openapi.json');
    expect(await response.json()).toEqual(stored);
  });

  it.each([
    ['no token', '', 401],
    ['the token of a client without the scope', 'narrow', 403],
  ])('is refused to %s, in the form that the document gives', async (_, which, status) => {
    const response = await ask('/v1/openapi.json', {}, which === 'narrow' ? bundle.narrowToken : '');
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ message: status === 401 ? 'Unauthorized' : 'Forbidden' });
  });
});

/** A program of a user, in terms of the generated client alone. */
const CONSUMER = `
import { checkEligibility, defaults, getBalance, getSiteTranslationCredits, startExport } from './client.ts';

defaults.baseUrl = process.env.API ?? '';
defaults.headers = { authorization: \`Bearer \${process.env.TOKEN}\` };
const siteId = 'e3959d0f-0770-404b-a558-0714cd8d5825';

const wallet = await getBalance({ requiredCredits: 10_000 });
if (wallet.status !== 200) throw new Error('no balance');
const available: number | null = wallet.data.availableCredits;
const enough: boolean | null | undefined = wallet.data.sufficientCredits;

const words = await getSiteTranslationCredits(siteId);
if (words.status !== 200) throw new Error('no word credits');
const remaining: number | null = words.data.remainingCredits;

const refused = await checkEligibility('6bde4f71-3e81-4b54-9b06-e3e791b290a0', { wordCount: 5 });
if (refused.status !== 404) throw new Error('expected a problem');
const code: 'FeatureNotAvailable' | undefined = refused.data.code;

const done = await startExport({ from: '2026-09-30T00:00:00Z', to: '2026-10-01T00:00:00Z', format: 'csv' });
if (done.status !== 200) throw new Error('no export');
const status: 'COMPLETE' = done.data.status;
const credits: string = done.data.credits;

console.log(JSON.stringify({ available, enough, remaining, code, status, credits }));
`;

/** What does not fit the document, one mistake a line. */
const MISTAKES = [
  "await getBalance({ requiredCredits: 'ten' });",
  'await getBalance({ credits: 10 });',
  'await getSiteTranslationCredits();',
  "await checkEligibility('x', { words: 5 });",
  "await startExport({ format: 'xlsx' });",
];

describe('a client generated from the document', () => {
  let folder: string;
  beforeAll(async () => {
    // Below the project, where its packages are found; git ignores the place.
    const place = join(repository, '.local');
    await mkdir(place, { recursive: true });
    folder = await mkdtemp(join(place, 'client-'));
    const generator = fileURLToPath(import.meta.resolve('oazapfts')).replace(/index\.js$/, 'cli.js');
    const client = join(folder, 'client.ts');
    await run(process.execPath, [generator, fileURLToPath(OPENAPI_FILE), client, '--useUnknown']);
    await writeFile(join(folder, 'good.ts'), CONSUMER);
    const imports =
      "import { checkEligibility, getBalance, getSiteTranslationCredits, startExport } from './client.ts';";
    await writeFile(join(folder, 'wrong.ts'), `${imports}\n${MISTAKES.join('\n')}\n`);
    // The generator does not write its clients for exact optional properties.
    const tsconfig = {
      extends: '../../tsconfig.json',
      compilerOptions: { types: ['node'], exactOptionalPropertyTypes: false },
    };
    for (const name of ['good', 'wrong']) {
      const project = JSON.stringify({ ...tsconfig, include: [`${name}.ts`] });
      await writeFile(join(folder, `${name}.json`), project);
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** The lines of a file that the compiler finds fault with. */
  async function faults(name: string): Promise<readonly string[]> {
    const compiler = join(repository, 'node_modules/typescript/lib/tsc.js');
    const { stdout } = await run(process.execPath, [
      compiler,
      '--noEmit',
      '--pretty',
      'false',
      '-p',
      join(folder, `${name}.json`),
    ]).catch((error: unknown) => ({ stdout: String(Object(error).stdout) }));
    return stdout.split('\n').filter((line) => line.includes('error TS'));
  }

  it('lets a program be compiled, strictly, and answers it', async () => {
    expect(await faults('good')).toEqual([]);
    const { stdout } = await run(process.execPath, [join(folder, 'good.ts')], {
      env: { API: bundle.url, TOKEN: bundle.token },
    });
    expect(JSON.parse(stdout)).toEqual({
      available: expect.any(Number),
      enough: false,
      remaining: expect.any(Number),
      code: 'FeatureNotAvailable',
      status: 'COMPLETE',
      credits: expect.stringMatching(/^\d+(\.\d+)?$/),
    });
  });

  it('lets no mistake pass the compiler', async () => {
    const lines = (await faults('wrong')).map((fault) => Number(/wrong\.ts\((\d+),/.exec(fault)?.[1]));
    expect([...new Set(lines)]).toEqual(MISTAKES.map((_, index) => index + 2));
  });
});
