// The rules of reading a secret unseen.
import { PassThrough } from 'node:stream';
import { readHidden } from '../../../scripts/secret/read-hidden.ts';

/** A terminal: what is written to it, and its modes in their order. */
function terminal() {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => void modes.push(raw),
  });
  const output = new PassThrough();
  return { input, output, modes, shown: () => String(output.read() ?? '') };
}

test.each([
  ['typed letter by letter', [...'secret', '\r']],
  ['pasted at once, with what follows left out', ['secret\nmore\n']],
  ['in pieces', ['sec', 'ret', '\n']],
  ['with a slip that is erased', ['secrx\u007fe\bet\r']],
  ['and erased beyond its beginning', ['\u007f\u007fsecret\r']],
  ['ended by Ctrl-D', ['secret\u0004']],
  ['with spaces around it', ['  secret \r']],
])('at a terminal: %s', async (_, chunks) => {
  const { input, output, modes, shown } = terminal();
  const reading = readHidden(input, output, 'Key: ');
  for (const chunk of chunks) input.write(chunk);
  expect(await reading).toBe('secret');
  expect(shown()).toBe('Key: \n');
  expect(modes).toEqual([true, false]);
});

test('a terminal that is closed gives what was typed so far', async () => {
  const { input, output } = terminal();
  const reading = readHidden(input, output, '');
  input.end('secret');
  expect(await reading).toBe('secret');
});

test('Ctrl-C ends it, and the terminal is as before', async () => {
  const { input, output, modes } = terminal();
  const reading = readHidden(input, output, 'Key: ');
  input.write('sec\u0003ret\r');
  await expect(reading).rejects.toThrow('Interrupted');
  expect(modes).toEqual([true, false]);
  expect(input.listenerCount('data')).toBe(0);
});

test('a line may be as long as a key is, and more', async () => {
  const { input, output } = terminal();
  const reading = readHidden(input, output, '');
  const long = 'k'.repeat(20_000);
  input.write(`${long}\r`);
  expect(await reading).toBe(long);
});

test('from a pipe all of it is taken, and nothing is asked', async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  const reading = readHidden(input, output, 'Key: ');
  input.write('{"apiKey":\n');
  input.end('"k"}\n\n');
  expect(await reading).toBe('{"apiKey":\n"k"}');
  expect(output.read()).toBeNull();
});
