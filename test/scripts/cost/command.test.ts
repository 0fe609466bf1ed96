// npm run cost, from its arguments to what it prints.
import { runCostCommand } from '../../../scripts/cost/command.ts';

async function cost(...args: string[]) {
  const printed: string[] = [];
  const said: string[] = [];
  const code = await runCostCommand(args, {
    print: (line) => void printed.push(line),
    say: (line) => void said.push(line),
  });
  return { code, printed: printed.join('\n'), said: said.join('\n') };
}

it('prints a month of each size, from runs that it counts here', async () => {
  const { code, printed } = await cost('--sites', '1,3', '--transactions', '60');
  expect(code).toBe(0);
  expect(printed).toContain('A site makes 300 calls and 60 charges a month; Wix answers in 200 ms.');
  const sums = [...printed.matchAll(/^(\d) sites?, read every 15 minutes: (\d+\.\d\d)$/gm)];
  expect(sums.map(([, sites]) => sites)).toEqual(['1', '3']);
  const [one = 0, three = 0] = sums.map(([, , usd]) => Number(usd));
  expect(three).toBeGreaterThan(one);
  expect(one).toBeGreaterThan(1);
});

it('the parts of a bill are its sum, but for the cents begun', async () => {
  const { printed } = await cost('--sites', '2', '--transactions', '30');
  const sum = Number(/minutes: (\S+)$/m.exec(printed)?.[1]);
  const parts = [...printed.matchAll(/^ {2}(?:the API|monitoring|exports|alarms.*?) +(\S+)$/gm)].map(
    ([, usd]) => Number(usd),
  );
  expect(parts).toHaveLength(4);
  expect(parts.reduce((one, other) => one + other) - sum).toBeGreaterThanOrEqual(-1e-9);
  expect(parts.reduce((one, other) => one + other) - sum).toBeLessThan(0.04);
});

it.each([
  [['--sites', '0'], '--sites is a whole number from 1 to 100000.'],
  [['--sites', '1,x'], '--sites is a whole number from 1 to 100000.'],
  [['--calls', '-1'], '--calls'],
  [['--latency', '1.5'], '--latency is a whole number from 1 to 30000.'],
  [['--transactions', ''], '--transactions is a whole number from 0 to 1000000.'],
  [['--cheap'], '--cheap'],
])('%j is not understood', async (args, told) => {
  const { code, printed, said } = await cost(...args);
  expect([code, printed]).toEqual([2, '']);
  expect(said).toContain(told);
  expect(said).toContain('Usage:');
});

it('--help is an answer, not an error', async () => {
  const { code, printed } = await cost('--help');
  expect(code).toBe(0);
  expect(printed).toContain('npm run cost');
});
