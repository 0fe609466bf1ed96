// The rules that every command keeps: its exit code, and what it says of an error.
import { Failure } from '../../../lib/failure.ts';
import { readOptions, UsageError } from '../../../scripts/command-line/options.ts';
import { DONE, runCommand, STOPPED } from '../../../scripts/command-line/run-command.ts';

async function command(run: () => Promise<number>, told?: (error: unknown) => string) {
  const said: string[] = [];
  const output = { print: () => undefined, say: (line: string) => void said.push(line) };
  const code = await runCommand({ usage: 'Usage: this way', args: [] }, output, run, told);
  return { code, said };
}
const failing = (error: unknown) => () => Promise.reject(error);

it.each([DONE, STOPPED])('a command that ends with %d says nothing of it', async (code) => {
  expect(await command(async () => code)).toEqual({ code, said: [] });
});

it.each([[['--help']], [['-h']], [['put', 'a', '--help']]])(
  '%j shows the usage, and nothing is done',
  async (args) => {
    const printed: string[] = [];
    const output = { print: (line: string) => void printed.push(line), say: () => undefined };
    const run = () => Promise.reject(new Error('It was done.'));
    expect(await runCommand({ usage: 'Usage: this way', args }, output, run)).toBe(0);
    expect(printed).toEqual(['Usage: this way']);
  },
);

it('what was not understood is told with the usage, and is exit code 2', async () => {
  const said = ['What is this for?\n\nUsage: this way'];
  expect(await command(failing(new UsageError('What is this for?')))).toEqual({ code: 2, said });
});

it('a mistake that only the work finds is exit code 2 as well, with its code', async () => {
  const wrong = new Failure('InvalidInput', 'from is after to.');
  expect(await command(failing(wrong))).toEqual({ code: 2, said: ['InvalidInput: from is after to.'] });
});

it.each([
  [new Failure('WixTimeout', 'Wix was too slow.'), 'WixTimeout: Wix was too slow.'],
  [new Error('There is a client of this name.'), 'There is a client of this name.'],
  [
    Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' }),
    'AccessDeniedException: not authorized',
  ],
  [new Error('Region is missing'), 'Region is missing: set AWS_REGION.'],
  ['thrown as text', 'thrown as text'],
])('%s is exit code 1 and one line', async (error, line) => {
  expect(await command(failing(error))).toEqual({ code: 1, said: [line] });
});

it('a command may tell an error in its own words', async () => {
  expect(await command(failing(new Error('x')), () => 'It goes on from there.')).toEqual({
    code: 1,
    said: ['It goes on from there.'],
  });
});

describe('options', () => {
  const options = { name: { type: 'string' }, all: { type: 'boolean' } } as const;

  it('are read as they are declared', () => {
    const { values } = readOptions({ args: ['--name', 'a', '--all'], options });
    expect({ ...values }).toEqual({ name: 'a', all: true });
  });

  it.each([[['--none']], [['--name']], [['more']], [['--all=yes']]])('%j is not understood', (args) => {
    expect(() => readOptions({ args, options })).toThrow(UsageError);
  });
});
