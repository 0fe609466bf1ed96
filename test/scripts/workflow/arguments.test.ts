// The arguments of npm run workflow: what they mean, and one clear line for what they do not.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readArguments } from '../../../scripts/workflow/arguments.ts';
import { directory, removeAll } from '../../build/project.ts';

afterAll(removeAll);

const NAMES = ['export-transactions', 'refresh-credits'];
const read = (args: readonly string[], stdin = '') => readArguments(args, NAMES, async () => stdin);

test.each([[[]], [['--help']], [['refresh-credits', '--help']], [['--log']]])(
  '%j asks for the list',
  async (args) => {
    expect(await read(args)).toBeUndefined();
  },
);

test('an input is JSON on the command line, in a file, or on standard input', async () => {
  const file = join(await directory(), 'input.json');
  await writeFile(file, '{"from": "a file"}\n');
  const asked = { name: 'export-transactions', log: false };
  expect(await read(['export-transactions', '--input', '{"a":1}'])).toEqual({ ...asked, input: { a: 1 } });
  expect(await read(['export-transactions', '--input', `@${file}`])).toEqual({
    ...asked,
    input: { from: 'a file' },
  });
  expect(await read(['export-transactions', '--input=-', '--log'], '{}')).toEqual({
    ...asked,
    input: {},
    log: true,
  });
});

test.each([
  [['refresh'], 'There is no workflow refresh. There are export-transactions, refresh-credits.'],
  [['../serverless'], 'There is no workflow ../serverless. There are'],
  [['--input', '{}'], 'Which workflow?'],
  [['refresh-credits'], '--input is missing.'],
  [['refresh-credits', '{}'], 'What is "{}" for?'],
  [['refresh-credits', '--input', '{"a":}'], '--input is no JSON:'],
  [['refresh-credits', '--input', ''], '--input is no JSON:'],
  [['refresh-credits', '--input', '[1]'], '--input is no JSON object.'],
  [['refresh-credits', '--input', 'null'], '--input is no JSON object.'],
  [['refresh-credits', '--input', '@/nowhere/x.json'], 'There is no file /nowhere/x.json.'],
  [['refresh-credits', '--input', '@.'], '. cannot be read (EISDIR).'],
  [['refresh-credits', '--input', JSON.stringify({ a: 'ä'.repeat(131_072) })], 'larger than the 256 KiB'],
  [['refresh-credits', '--speed', '2'], "Unknown option '--speed'"],
])('%j is refused', async (args, message) => {
  await expect(read(args)).rejects.toThrow(message);
});
