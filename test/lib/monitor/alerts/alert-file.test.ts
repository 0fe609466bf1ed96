// The rules of the outbox: who delivers an alert, to whom it still has to go, and when it is done.
import * as v from 'valibot';
import {
  type AlertFile,
  alertFileSchema,
  CLAIM_MS,
  decide,
  EMPTY_FILE,
  settle,
} from '../../../../lib/monitor/alerts/alert-file.ts';
import { allRules, reading, START } from '../../credits/alerts/world.ts';

const SKEW_MS = 600_000;
const rules = allRules();
const exhausted = (siteId: string) => ({
  scope: { kind: 'words' as const, siteId },
  reading: reading(0, '0'),
});
/** What a run decides at so many ms after the first; the file goes through JSON and its schema, as in the store. */
const run = (file: AlertFile, after: number, ...reports: ReturnType<typeof exhausted>[]) => {
  const decided = decide(file, reports, rules, START + after);
  return { ...decided, file: v.parse(alertFileSchema, JSON.parse(JSON.stringify(decided.file))) };
};
const idsOf = (list: readonly { readonly event: { readonly detail: { readonly id: string } } }[]) =>
  list.map(({ event }) => event.detail.id);

const first = run(EMPTY_FILE, 0, exhausted('a'), exhausted('b'));
const [a = '', b = ''] = idsOf(first.claimed);

describe('an alert', () => {
  it('is delivered by the run that has found it', () => {
    expect(first.events.map(({ detail }) => detail.id)).toEqual([a, b]);
    expect(first.claimed.map(({ to }) => to)).toEqual([[], []]);
    const claimedUntil = new Date(START + CLAIM_MS).toISOString();
    expect(first.file.deliveries).toEqual({ [a]: { claimedUntil, to: [] }, [b]: { claimedUntil, to: [] } });
  });

  it('is not delivered by another run as long as the first one has time to', () => {
    expect(run(first.file, CLAIM_MS - 1).claimed).toEqual([]);
    expect(idsOf(run(first.file, CLAIM_MS).claimed)).toEqual([a, b]);
  });

  it('is not kept from delivery by a claim that only a wrong clock can have made', () => {
    expect(run(first.file, -SKEW_MS).claimed).toEqual([]);
    expect(idsOf(run(first.file, -SKEW_MS - 1).claimed)).toEqual([a, b]);
  });

  it('that some channels have goes to the others only, in the next run', () => {
    const settled = settle(
      first.file,
      new Map([
        [a, ['sns']],
        [b, []],
      ]),
      ['record', 'sns'],
    );
    expect(settled.deliveries).toEqual({ [a]: { to: ['sns'] }, [b]: { to: [] } });
    const next = run(settled, 1);
    expect(next.events).toEqual([]);
    expect(next.claimed.map(({ event, to }) => [event.detail.id, to])).toEqual([
      [a, ['sns']],
      [b, []],
    ]);
    expect(next.file.deliveries[a]?.to).toEqual(['sns']);
  });

  it('that every channel has, whenever it got it, is done', () => {
    const half = settle(
      first.file,
      new Map([
        [a, ['sns']],
        [b, []],
      ]),
      ['record', 'sns'],
    );
    const done = settle(half, new Map([[a, ['record', 'sns']]]), ['record', 'sns']);
    expect(done.state.outbox.map(({ detail }) => detail.id)).toEqual([b]);
    expect(done.deliveries).toEqual({ [b]: { to: [] } });
  });

  it('that another run is delivering stays its own', () => {
    const settled = settle(first.file, new Map([[a, ['record']]]), ['record']);
    expect(settled.deliveries).toEqual({ [b]: first.file.deliveries[b] });
    expect(run(settled, 1).claimed).toEqual([]);
  });

  it('that has left the outbox in another way is forgotten', () => {
    const { state } = settle(
      first.file,
      new Map([
        [a, ['record']],
        [b, ['record']],
      ]),
      ['record'],
    );
    expect(settle({ ...first.file, state }, new Map(), ['record'])).toEqual({
      version: 1,
      state,
      deliveries: {},
    });
  });
});
