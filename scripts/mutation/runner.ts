// Stryker's test runner: Jest, but only the files whose tests reach the mutant, one by one up to the first failure.
// Stryker's own runner for Jest runs every test file that imports the mutated one, to its end: several times the work.
import { relative } from 'node:path';
import { type InstrumenterContext, INSTRUMENTER_CONSTANTS as stryker } from '@stryker-mutator/api/core';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { runFile } from './run-file.ts';
import { fileOf } from './test-id.ts';

async function dryRun({ testFiles = [] }: DryRunOptions): Promise<DryRunResult> {
  const tests: TestResult[] = [];
  const perTest: Record<string, Record<string, number>> = {};
  for (const file of testFiles) {
    const context: InstrumenterContext = {};
    const run = await runFile(file, context);
    if (run.broken !== undefined)
      return { status: DryRunStatus.Error, errorMessage: `${file}: ${run.broken}` };
    tests.push(...run.tests);
    // What runs when a file is loaded is for all of its tests: each run loads it anew, with the mutant in it.
    const { static: loaded, perTest: reached } = context.mutantCoverage ?? { static: {}, perTest: {} };
    for (const { id } of run.tests) perTest[id] = { ...loaded, ...reached[id] };
  }
  return { status: DryRunStatus.Complete, tests, mutantCoverage: { static: {}, perTest } };
}

async function mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
  const { activeMutant, hitLimit, testFilter = [], sandboxFileName } = options;
  const context: InstrumenterContext = {
    activeMutant: activeMutant.id,
    ...(hitLimit !== undefined && { hitLimit, hitCount: 0 }),
  };
  // Processes that a test starts learn it from the environment.
  process.env[stryker.ACTIVE_MUTANT_ENV_VARIABLE] = activeMutant.id;
  const tests: TestResult[] = [];
  for (const [file, ids] of nearestFirst(testFilter, relative(process.cwd(), sandboxFileName))) {
    const run = await runFile(file, context, ids);
    const looped = determineHitLimitReached(context.hitCount, context.hitLimit);
    if (looped !== undefined) return { ...looped, status: MutantRunStatus.Timeout };
    if (run.broken !== undefined) return { status: MutantRunStatus.Error, errorMessage: run.broken };
    tests.push(...run.tests);
    if (run.tests.some(({ status }) => status === TestStatus.Failed)) break;
  }
  return toMutantRunResult({ status: DryRunStatus.Complete, tests }, false);
}

/** The test files of these ids: first the one that mirrors the source, then its neighbours. */
function nearestFirst(testIds: readonly string[], source: string): [string, Set<string>][] {
  const files = new Map<string, Set<string>>();
  for (const id of testIds) {
    const file = fileOf(id);
    files.set(file, (files.get(file) ?? new Set()).add(id));
  }
  return [...files].sort(([a], [b]) => alike(b, `test/${source}`) - alike(a, `test/${source}`));
}

/** How many characters two paths have in common at their beginnings; the end of a name counts as well. */
function alike(test: string, source: string): number {
  const [a, b] = [test.replace(/test\.ts$/, ''), source.replace(/ts$/, '')];
  let length = 0;
  while (length < b.length && a[length] === b[length]) length += 1;
  return length;
}

const runner: TestRunner = { capabilities: () => ({ reloadEnvironment: true }), dryRun, mutantRun };

/** What Stryker finds when it loads this file as a plugin. */
export const strykerPlugins = [declareValuePlugin(PluginKind.TestRunner, 'jest-by-file', runner)];
