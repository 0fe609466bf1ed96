// Stryker's test runner: Jest, but only the files whose tests reach the mutant, one by one up to the first failure.
// Stryker's own runner for Jest runs every test file that imports the mutated one, to its end: several times the work.
import { join, relative, sep } from 'node:path';
import {
  type CoveragePerTestId,
  type InstrumenterContext,
  INSTRUMENTER_CONSTANTS as stryker,
} from '@stryker-mutator/api/core';
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

/** A mutant that the nearest tests did not notice in this much CPU time counts as not noticed, whatever others would say. */
const MOST_CPU_US = 5_000_000;

async function dryRun({ testFiles = [] }: DryRunOptions): Promise<DryRunResult> {
  const runs: { tests: TestResult[]; coverage: CoveragePerTestId; milliseconds: number }[] = [];
  for (const file of testFiles) {
    const context: InstrumenterContext = {};
    const started = performance.now();
    const { tests, broken } = await runFile(file, context);
    if (broken !== undefined) return { status: DryRunStatus.Error, errorMessage: `${file}: ${broken}` };
    // What runs when a file is loaded is for all of its tests: each run loads it anew, with the mutant in it.
    const { static: loaded, perTest } = context.mutantCoverage ?? { static: {}, perTest: {} };
    const coverage = Object.fromEntries(tests.map(({ id }) => [id, { ...loaded, ...perTest[id] }]));
    const milliseconds = performance.now() - started;
    // Shared out over the tests, the time that a file takes to load counts for those mutants only that need the file.
    const each = milliseconds / tests.length;
    runs.push({ tests: tests.map((test) => ({ ...test, timeSpentMs: each })), coverage, milliseconds });
  }
  // Stryker keeps the order, so that the quick files come first for every mutant.
  runs.sort((a, b) => a.milliseconds - b.milliseconds);
  return {
    status: DryRunStatus.Complete,
    tests: runs.flatMap(({ tests }) => tests),
    mutantCoverage: { static: {}, perTest: Object.assign({}, ...runs.map(({ coverage }) => coverage)) },
  };
}

/** Every how many mutants one is tested; the others are errors, which no score counts. */
const EVERY = Number(process.env.MUTATION_EVERY ?? 1);

async function mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
  if (Number(options.activeMutant.id) % EVERY !== 0) {
    return { status: MutantRunStatus.Error, errorMessage: 'Not in the sample.' };
  }
  const { activeMutant, hitLimit, testFilter = [], sandboxFileName } = options;
  const context: InstrumenterContext = {
    activeMutant: activeMutant.id,
    ...(hitLimit !== undefined && { hitLimit, hitCount: 0 }),
  };
  // Processes that a test starts learn it from the environment.
  process.env[stryker.ACTIVE_MUTANT_ENV_VARIABLE] = activeMutant.id;
  const tests: TestResult[] = [];
  const begun = process.cpuUsage();
  for (const [file, ids] of nearestFirst(testFilter, relative(process.cwd(), sandboxFileName))) {
    if (process.cpuUsage(begun).user > MOST_CPU_US) break;
    const run = await runFile(file, context, ids);
    const looped = determineHitLimitReached(context.hitCount, context.hitLimit);
    if (looped !== undefined) return { ...looped, status: MutantRunStatus.Timeout };
    if (run.broken !== undefined) return { status: MutantRunStatus.Error, errorMessage: run.broken };
    tests.push(...run.tests);
    if (run.tests.some(({ status }) => status === TestStatus.Failed)) break;
  }
  return toMutantRunResult({ status: DryRunStatus.Complete, tests }, false);
}

/** The test files of these ids: the one that mirrors the source, its neighbours, then the others, each in their order. */
function nearestFirst(testIds: readonly string[], source: string): [string, Set<string>][] {
  const files = new Map<string, Set<string>>();
  for (const id of testIds) {
    const file = fileOf(id);
    files.set(file, (files.get(file) ?? new Set()).add(id));
  }
  const mirror = join('test', source).replace(/\.ts$/, '.test.ts').split(sep);
  const nearness = (file: string) => {
    const parts = file.split(sep);
    const apart = parts.findIndex((part, place) => part !== mirror[place]);
    return apart < 0 ? parts.length : apart;
  };
  return [...files].sort(([a], [b]) => nearness(b) - nearness(a));
}

const runner: TestRunner = { capabilities: () => ({ reloadEnvironment: true }), dryRun, mutantRun };

/** What Stryker finds when it loads this file as a plugin. */
export const strykerPlugins = [declareValuePlugin(PluginKind.TestRunner, 'jest-by-file', runner)];
