// What is mutated: the code that decides about money, secrets, requests and files, area by area with its own tests.

/** Files to mutate, and the tests that have to notice: globs from the root of the project. */
export interface Area {
  readonly mutate: readonly string[];
  readonly testFiles: readonly string[];
}

/** A folder of `lib` with its tests, less those that prove whole months or every state: too long to be run once a mutant. */
const folder = (name: string, tooLong: readonly string[] = ['-']): Area => ({
  mutate: [`lib/${name}/**/*.ts`],
  testFiles: [`test/lib/${name}/**/!(${tooLong.join('|')}).test.ts`],
});

/** The areas by name. */
export const areas: Readonly<Record<string, Area>> = {
  credits: folder('credits', ['every-transition', 'oscillation']),
  secrets: folder('secrets'),
  transport: {
    mutate: [
      'lib/wix/{transport,create-transport,attempt,http,governor,retry-after,retry-budget,sockets,refusal,headers,pages}.ts',
    ],
    testFiles: ['test/lib/wix/**/*.test.ts'],
  },
  monitor: folder('monitor', ['simulation', 'crash', '*-workflow']),
  export: folder('export', ['every-step', 's3', 'record-crash', 'record-rows.property']),
};
