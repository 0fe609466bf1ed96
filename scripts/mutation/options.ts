// How Stryker is set up for one area.
import { join } from 'node:path';
import type { PartialStrykerOptions } from '@stryker-mutator/api/core';
import type { Area } from './areas.ts';

/** The least share of mutants, in percent, that the tests of an area have to notice. */
export const LEAST_SCORE = 90;

/** Everything that a run leaves behind lies here, one report an area; git does not keep it. */
export const REPORTS = '.mutation';

/** Stryker's options for the area of this name. */
export const optionsOf = (name: string, { mutate, testFiles }: Area): PartialStrykerOptions => ({
  mutate: [...mutate],
  testFiles: [...testFiles],
  testRunner: 'jest-by-file',
  plugins: [join(import.meta.dirname, 'runner.ts')],
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // Jest's module worlds are never quite collected: a process that has seen many of them is all garbage collection.
  maxTestRunnerReuse: 80,
  // Without a TypeScript that has an API Stryker cannot read it, and nothing in the copy needs it.
  ignorePatterns: ['tsconfig.json', 'dist', 'docs', 'bench', '.*'],
  // Types are stripped, never checked: no mutated file needs a @ts-nocheck.
  disableTypeChecks: false,
  incremental: true,
  incrementalFile: join(REPORTS, `${name}.json`),
  htmlReporter: { fileName: join(REPORTS, `${name}.html`) },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: join(REPORTS, `${name}-all.json`) },
  reporters: ['json', 'clear-text', 'progress-append-only', 'html'],
  thresholds: { high: 100, low: LEAST_SCORE, break: LEAST_SCORE },
  tempDirName: join(REPORTS, 'copy'),
  cleanTempDir: 'always',
});
