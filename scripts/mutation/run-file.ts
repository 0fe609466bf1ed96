// Runs one test file by Jest in this process, as Stryker needs it.
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InstrumenterContext } from '@stryker-mutator/api/core';
import { type TestResult, TestStatus } from '@stryker-mutator/api/test-runner';
import { runCLI } from 'jest';
import { testId } from './test-id.ts';

/** What came of a file: its tests, or why it could not be loaded. */
export interface FileRun {
  readonly tests: TestResult[];
  readonly broken: string | undefined;
}

/** Jest's settings for the copy in `root`: one project, few folders to look through, no reporter. */
async function configOf(root: string): Promise<string> {
  const { default: jest } = await import(pathToFileURL(join(root, 'jest.config.mjs')).href);
  return JSON.stringify({
    ...jest.projects[0],
    testTimeout: jest.testTimeout,
    projects: [],
    rootDir: root,
    roots: ['<rootDir>/test/lib'],
    moduleNameMapper: { '^fast-check$': join(import.meta.dirname, 'fast-check.mjs') },
    testEnvironment: join(import.meta.dirname, 'environment.mjs'),
    reporters: [],
    watchman: false,
  });
}

/**
 * Runs `file` (absolute) with Stryker's `context` as the mutated code's own; with `tests`, those of these ids only, up to
 * the first that fails.
 */
export async function runFile(
  file: string,
  context: InstrumenterContext,
  tests?: ReadonlySet<string>,
): Promise<FileRun> {
  // Stryker makes its copy the working directory after it has loaded this file.
  const root = process.cwd();
  const name = relative(root, file);
  Object.assign(globalThis, { mutationWish: { context, file: name, tests } });
  const { results } = await runCLI(
    {
      $0: 'stryker',
      _: [file],
      config: await configOf(root),
      runTestsByPath: true,
      runInBand: true,
      silent: true,
      testLocationInResults: tests === undefined,
    },
    [root],
  );
  const broken = results.testResults.find((suite) => suite.testExecError)?.testExecError?.message;
  return {
    broken,
    tests: results.testResults
      .flatMap((suite) => suite.testResults)
      .map((test) => {
        const base = {
          id: testId(name, test.fullName),
          name: test.fullName,
          timeSpentMs: test.duration ?? 0,
          fileName: file,
          ...(test.location && {
            startPosition: { line: test.location.line - 1, column: test.location.column },
          }),
        };
        if (test.status === 'passed') return { ...base, status: TestStatus.Success };
        if (test.status !== 'failed') return { ...base, status: TestStatus.Skipped };
        return { ...base, status: TestStatus.Failed, failureMessage: test.failureMessages.join('\n') };
      }),
  };
}
