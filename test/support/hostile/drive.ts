// Drives a function with ten thousand generated events, and holds every answer and every line against the rules.
import fc from 'fast-check';
import { type GoodEvents, type HostileEvent, hostileEvents, type Trouble } from './events.ts';
import { judge, judgeLines, type Outcome } from './verdict.ts';

/** How many events a function gets. They are the same in every run; HOSTILE_SEED=<a number> gives others. */
export const RUNS = { numRuns: 10_000, seed: Number(process.env.HOSTILE_SEED ?? 20_261_122) } as const;

/** A Lambda handler. */
type Handler = (event: unknown, context: object) => Promise<unknown>;

/** A function to be driven. */
export interface Target extends GoodEvents {
  /** Makes its handler, whose lines go to `write`. */
  readonly open: (write: (line: string) => void) => Handler;
  /** Makes the world ready for the next event. */
  readonly enter: (trouble: Trouble) => void;
  /** What must have happened at least once, or the events have tested nothing: `http 200`, `direct InvalidInput`. */
  readonly reached: readonly string[];
}

async function outcomeOf(answer: Promise<unknown>): Promise<Outcome> {
  try {
    return { answer: await answer };
  } catch (thrown) {
    return { thrown };
  }
}

/** Runs the events; answers how often each outcome came. */
export async function drive(target: Target): Promise<ReadonlyMap<string, number>> {
  const outcomes = new Map<string, number>();
  let lines: string[] = [];
  const handler = target.open((line) => void lines.push(line));
  const context = {
    awsRequestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    getRemainingTimeInMillis: () => 60_000,
  };
  await fc.assert(
    fc.asyncProperty(hostileEvents(target), async ({ event, trouble }: HostileEvent) => {
      lines = [];
      target.enter(trouble);
      const outcome = await outcomeOf(handler(event, { ...context }));
      const came = judge(event, outcome, trouble !== 'none');
      judgeLines(lines);
      outcomes.set(came, (outcomes.get(came) ?? 0) + 1);
    }),
    RUNS,
  );
  return outcomes;
}

/** Declares the test of a function. */
export function testHostileEvents(name: string, target: Target): void {
  test(`${name}: ten thousand events, and no mistake of a caller is a failure of ours`, async () => {
    const outcomes = await drive(target);
    const total = [...outcomes.values()].reduce((sum, count) => sum + count, 0);
    expect(total).toBe(RUNS.numRuns);
    expect([...outcomes.keys()]).toEqual(expect.arrayContaining([...target.reached]));
  }, 300_000);
}
