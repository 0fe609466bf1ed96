// npm run test:mutation: breaks the code in every way that Stryker knows, and lists what no test notices.
//   npm run test:mutation                                     every area
//   npm run test:mutation -- credits secrets                  these areas
//   npm run test:mutation -- credits --mutate lib/credits/decimal.ts
//   npm run test:mutation -- export --every 5                 a sample: every fifth mutant
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { areas } from './mutation/areas.ts';
import { optionsOf } from './mutation/options.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { mutate: { type: 'string', multiple: true }, every: { type: 'string' } },
});
const { every, ...narrowed } = values;
// The processes in which the tests run inherit it.
if (every !== undefined) process.env.MUTATION_EVERY = every;
for (const name of positionals.length > 0 ? positionals : Object.keys(areas)) {
  const area = areas[name];
  if (area === undefined) throw new Error(`No area ${name}: there are ${Object.keys(areas).join(', ')}`);
  // Stryker sets the exit code when an area stays under the least score.
  const options = optionsOf(name, { ...area, ...narrowed });
  // A sample is nothing to go on from.
  await new Stryker(every === undefined ? options : { ...options, incremental: false }).runMutationTest();
}
