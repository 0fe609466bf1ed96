// Usual days: they end where the account stands, no word is ever given back, and every start has the same.
import { usualDays } from '../../../local/start/usual-days.ts';
import { createLocalWix } from '../../../local/wix/server.ts';

const STEP_MS = 21_600_000;
const START = Date.parse('2026-10-23T00:00:00Z');

/** Lives through thirty days in steps of six hours, and answers the words of every site after each. */
function lived(seed: number) {
  const wix = createLocalWix({
    seed,
    startAt: new Date(START).toISOString(),
    transactions: 50,
    source: () => 0,
  });
  const before = wix.world.sites.map(({ words }) => words?.used);
  const live = usualDays(wix);
  const steps: (number | undefined)[][] = [];
  for (let step = 0; step <= 120; step += 1) {
    const at = START + step * STEP_MS;
    wix.world.clock.moveTo(at);
    live(step / 120, at);
    steps.push(wix.world.sites.map(({ words }) => words?.used));
  }
  return { before, steps, transactions: wix.world.transactions.size() };
}

describe('usual days', () => {
  test.each([1, 2, 3])('of seed %d end where the account stood before them', (seed) => {
    const { before, steps } = lived(seed);
    expect(steps.at(-1)).toEqual(before);
  });

  test('never give a word back, and use more than nothing', () => {
    const { steps, transactions } = lived(1);
    for (const [place, words] of steps.entries()) {
      for (const [site, used] of words.entries()) {
        expect(used ?? 0).toBeGreaterThanOrEqual(steps[place - 1]?.[site] ?? 0);
      }
    }
    expect(steps[0]?.[0]).toBeLessThan(steps.at(-1)?.[0] ?? 0);
    expect(transactions).toBeGreaterThan(150);
  });

  test('leave a site that has nothing left without words for its last days', () => {
    const { steps } = lived(1);
    expect(steps.slice(-11).map((words) => words[2])).toEqual(Array(11).fill(3000));
    expect(steps.at(-20)?.[2]).toBeLessThan(3000);
  });

  test('are the same at every start', () => {
    expect(lived(4).steps).toEqual(lived(4).steps);
  });
});
