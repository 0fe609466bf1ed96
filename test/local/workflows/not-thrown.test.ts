// "Not thrown by this function" is held against the source: no file that the function is built of makes such a code.
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { CODES, type Code } from '../../../lib/codes.ts';
import { functionOf, readDefinition, workflowNames } from '../../../local/workflows/definition.ts';
import { repository } from '../../build/project.ts';

const isCode = (text: string): text is Code => Object.hasOwn(CODES, text);
/** Where a code comes into being: as the first argument of a Failure, or as the outcome of a decision. */
const MADE = /(?:new Failure\(|[?:=]|return)\s*'(\w+)'/g;

/** Files that make a code which never reaches a workflow, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'NotFound in lib/operation/read-input.ts': 'over HTTP, for a route that does not exist',
  'NotFound in lib/store/s3/s3-errors.ts': "S3's own name for an object that is not there",
  'NotFound in lib/export/run/ask.ts': 'for the status of an export, which no workflow asks for',
};
/** What Wix answers the monitor is a reading, see test/integration/refresh-workflow.test.ts. */
const READINGS = ['lib/wix/refusal.ts', 'lib/wix/credit-data.ts', 'lib/monitor/fold/tally.ts'];

/** Every code that the files of a function make, as `<code> in <file>`. */
async function madeBy(name: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: repository,
    entryPoints: [`functions/${name}.ts`],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    outdir: 'nowhere',
    logLevel: 'silent',
  });
  const files = Object.keys(metafile.inputs).filter((file) => file !== 'lib/codes.ts');
  const made = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(`${repository}/${file}`, 'utf8');
      const codes = [...text.matchAll(MADE)].flatMap(([, code = '']) => (isCode(code) ? code : []));
      return [...new Set(codes)].map((code) => `${code} in ${file}`);
    }),
  );
  return made.flat();
}

test('the search finds what is thrown', async () => {
  const made = await madeBy('export');
  expect(made).toContain('ExportConflict in lib/export/run/identity.ts');
  expect(made).toContain('TransactionsNotReadable in lib/wix/credit-transactions.ts');
  expect(made).toContain('SecretUnavailable in lib/secrets/secrets-manager.ts');
});

test.each(await workflowNames())('%s says "not thrown" of nothing that its functions throw', async (name) => {
  const { comment, states } = await readDefinition(name);
  const notThrown = /Not thrown by [^:]*: ([^.;]*)[.;]/.exec(comment)?.[1]?.split(', ') ?? [];
  expect(notThrown.every(isCode)).toBe(true);
  const functions = new Set(states.flatMap((state) => functionOf(state) ?? []));
  expect(functions.size).toBeGreaterThan(0);
  for (const one of functions) {
    const made = (await madeBy(one)).filter((found) =>
      notThrown.some((code) => found.startsWith(`${code} in `)),
    );
    const isElsewhere = (found: string) =>
      Object.hasOwn(ELSEWHERE, found) || (one === 'monitor' && READINGS.some((file) => found.endsWith(file)));
    expect(made.filter((found) => !isElsewhere(found))).toEqual([]);
  }
});
