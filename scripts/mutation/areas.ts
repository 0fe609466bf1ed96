// What is mutated: the code that decides about money, secrets, requests and files, area by area with its own tests.

/** Files to mutate, and the tests that have to notice: globs from the root of the project. */
export interface Area {
  readonly mutate: readonly string[];
  readonly testFiles: readonly string[];
}

const folder = (name: string): Area => ({
  mutate: [`lib/${name}/**/*.ts`],
  testFiles: [`test/lib/${name}/**/*.test.ts`],
});

/** The areas by name. */
export const areas: Readonly<Record<string, Area>> = {
  credits: folder('credits'),
  secrets: folder('secrets'),
  transport: {
    mutate: [
      'lib/wix/{transport,create-transport,attempt,http,governor,retry-after,retry-budget,sockets,refusal,headers,pages}.ts',
    ],
    testFiles: ['test/lib/wix/**/*.test.ts'],
  },
  monitor: folder('monitor'),
  export: folder('export'),
};
