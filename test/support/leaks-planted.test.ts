// A test file that leaks fails, although all of its tests pass: seen on files in which a leak was planted.
import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { directory, removeAll } from '../build/project.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const settings = v.object({ projects: v.tuple([v.record(v.string(), v.unknown())]) });
const report = v.object({
  numPassedTests: v.number(),
  testResults: v.array(v.object({ name: v.string(), status: v.string(), message: v.string() })),
});

/** Runs the planted files with the settings of this very run. */
async function runPlanted(): Promise<v.InferOutput<typeof report>> {
  const scratch = await directory();
  const { default: given } = await import(pathToFileURL(join(ROOT, 'jest.config.mjs')).href);
  const [unit] = v.parse(settings, given).projects;
  const config = {
    ...{ ...unit, rootDir: ROOT, testMatch: ['<rootDir>/test/support/leaks/planted/*.ts'] },
    reporters: [],
  };
  await writeFile(join(scratch, 'jest.json'), JSON.stringify(config));
  const out = join(scratch, 'report.json');
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const args = ['--config', join(scratch, 'jest.json'), '--json', '--outputFile', out, '--runInBand'];
  // It ends with an error, as it must; what it found is in the report.
  await new Promise<void>((resolve) => {
    execFile(
      process.execPath,
      ['--experimental-vm-modules', jest, ...args],
      { cwd: ROOT, maxBuffer: 10_000_000 },
      () => resolve(),
    );
  });
  const { default: written } = await import(out, { with: { type: 'json' } });
  await rm(out);
  return v.parse(report, written);
}

afterAll(removeAll);

test('every planted leak fails its file, and names the line without what leaked', async () => {
  const { numPassedTests, testResults } = await runPlanted();
  expect(numPassedTests).toBe(6);
  const found = testResults.map(({ name, status, message }) => {
    const shown = /(secret|content) in: (.*)/.exec(message);
    return [name.split('/').at(-1), status, shown?.[1], shown?.[2]];
  });
  expect(found.sort()).toEqual([
    ['content-of-a-customer.ts', 'failed', 'content', expect.stringContaining('"text":"[a content]"')],
    ['hash-on-standard-error.ts', 'failed', 'secret', 'hash: [a secret]'],
    ['key-in-a-log-line.ts', 'failed', 'secret', expect.stringContaining('"header":"[a secret]')],
    ['nothing.ts', 'passed', undefined, undefined],
    ['session-on-the-console.ts', 'failed', 'secret', expect.stringContaining('session [a secret]')],
    ['token-of-a-process.ts', 'failed', 'secret', expect.stringContaining('"url":"/x?token=[a secret]"')],
  ]);
}, 60_000);
