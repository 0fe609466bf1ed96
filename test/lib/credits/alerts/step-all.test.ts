// The rules of a whole run: each scope by its own rules, nothing lost, nothing made up from missing data.
import * as v from 'valibot';
import type { Code } from '../../../../lib/codes.ts';
import type { Scope } from '../../../../lib/credits/alerts/scope.ts';
import { type AlertState, alertStateSchema, EMPTY_STATE } from '../../../../lib/credits/alerts/state.ts';
import { delivered, type Report, stepAll } from '../../../../lib/credits/alerts/step-all.ts';
import { allRules, HOUR, reading, START, short, WALLET } from './world.ts';

const words = (siteId: string): Scope => ({ kind: 'words', siteId });
const read = (scope: Scope, hours: number, remaining: string | undefined): Report => ({
  scope,
  reading: reading(hours, remaining),
});
const failed = (scope: Scope, failure: Code): Report => ({ scope, failure });

/** Runs at the hours given, each with its reports, the state going through JSON between. */
function runs(
  reports: readonly (readonly [number, readonly Report[]])[],
  rules = allRules(),
  start: AlertState = EMPTY_STATE,
) {
  let state = start;
  const sent: string[][] = [];
  for (const [hours, some] of reports) {
    const result = stepAll(state, some, rules, START + hours * HOUR);
    state = v.parse(alertStateSchema, JSON.parse(JSON.stringify(result.state)));
    expect(state).toEqual(result.state);
    sent.push(
      result.events.map((event) =>
        `${'scope' in event.detail ? (event.detail.scope.siteId ?? 'account') : ''} ${short(event)}`.trim(),
      ),
    );
  }
  return { state, sent };
}

describe('a run', () => {
  it('tells of every scope by its own rules', () => {
    const rules = allRules({ bySite: { b: { levels: [{ kind: 'credits', at: 50 }], readingsInARow: 1 } } });
    const reports = [read(WALLET, 1, '0'), read(words('a'), 1, '15'), read(words('b'), 1, '45')];
    expect(runs([[1, reports]], rules).sent).toEqual([['account Exhausted', 'b Low credits-50']]);
  });

  it('leaves a scope alone that it does not report', () => {
    const { state, sent } = runs([
      [1, [read(WALLET, 1, '15'), read(words('a'), 1, '15')]],
      [2, [read(words('a'), 2, '15')]],
      [3, [read(WALLET, 3, '15')]],
    ]);
    expect(sent).toEqual([[], ['a Low share-0.2'], ['account Low share-0.2']]);
    expect(Object.keys(state.scopes)).toEqual(['wallet', 'words:a']);
  });

  it('repeated with the same reports says nothing new and changes nothing but the time of the attempt', () => {
    const reports = [read(WALLET, 1, '0')];
    const once = runs([[1, reports]]);
    const twice = runs([[1, reports]], allRules(), once.state);
    expect(twice).toEqual({ state: once.state, sent: [[]] });
  });

  it('started twice from one state, as by two monitors, gives the same events', () => {
    const reports = [read(WALLET, 1, '0'), read(words('a'), 1, '0')];
    const [one, two] = [0, 30].map((seconds) =>
      stepAll(EMPTY_STATE, reports, allRules(), START + HOUR + seconds * 1000),
    );
    expect(one?.events.map(({ detail }) => detail.id)).toEqual(two?.events.map(({ detail }) => detail.id));
    expect(new Set(one?.events.map(({ detail }) => detail.id)).size).toBe(2);
  });
});

describe('missing data', () => {
  it('is no alert but, after the time that was set, a stale monitor', () => {
    const down = (hours: number) =>
      [hours, [failed(WALLET, 'WixUnavailable'), failed(words('a'), 'WixTimeout')]] as const;
    const { sent } = runs([
      [0, [read(WALLET, 0, '50'), read(words('a'), 0, '50')]],
      ...Array.from({ length: 24 }, (_, hours) => down(hours + 1)),
    ]);
    expect(sent.map((events, hours) => `${hours} ${events}`).filter((line) => !line.endsWith(' '))).toEqual([
      '6 Stale all',
    ]);
  });

  it('neither enters nor leaves a level', () => {
    const { sent, state } = runs([
      [0, [read(WALLET, 0, '15')]],
      [1, [failed(WALLET, 'WixUnavailable')]],
      [2, [read(WALLET, 2, undefined)]],
      [3, [read(WALLET, 3, '15')]],
      [4, [failed(WALLET, 'WixUnavailable')]],
    ]);
    expect(sent).toEqual([[], [], [], ['account Low share-0.2'], []]);
    expect(state.scopes.wallet).toMatchObject({
      failure: 'WixUnavailable',
      ladder: { active: { level: 'share-0.2' } },
    });
  });

  it('a reading without a balance does not keep the monitor fresh', () => {
    const { sent } = runs([
      [0, [read(WALLET, 0, '50')]],
      [7, [read(WALLET, 7, undefined)]],
    ]);
    expect(sent).toEqual([[], ['Stale all']]);
  });

  it.each(['FeatureNotAvailable', 'NotFound'] as const)(
    'a site that answers %s has nothing to watch, and is not stale',
    (code) => {
      const { sent } = runs([
        [0, [read(WALLET, 0, '50'), read(words('a'), 0, '15')]],
        [50, [read(WALLET, 50, '50'), failed(words('a'), code)]],
      ]);
      expect(sent).toEqual([[], []]);
    },
  );

  it('a site that vanished is no alert, and forgotten in the end', () => {
    const { sent, state } = runs([
      [0, [read(WALLET, 0, '50'), read(words('a'), 0, '15')]],
      [2159, [read(WALLET, 2159, '50')]],
    ]);
    expect(Object.keys(state.scopes)).toEqual(['wallet', 'words:a']);
    const later = runs([[2160, [read(WALLET, 2160, '50')]]], allRules(), state);
    expect(Object.keys(later.state.scopes)).toEqual(['wallet']);
    expect([...sent, ...later.sent].flat()).toEqual([]);
  });

  it('a site that comes back remembers what was said', () => {
    const { sent } = runs([
      [0, [read(words('a'), 0, '0')]],
      [1, [failed(words('a'), 'FeatureNotAvailable')]],
      [20, [read(words('a'), 20, '0')]],
    ]);
    expect(sent).toEqual([['a Exhausted'], [], []]);
  });
});

describe('the outbox', () => {
  const { state } = runs([[1, [read(WALLET, 1, '0'), read(words('a'), 1, '0')]]]);

  it('keeps events, oldest first, until they are delivered', () => {
    const next = runs([[2, [read(words('b'), 2, '0')]]], allRules(), state);
    expect(next.state.outbox.map(({ detail }) => 'scope' in detail && detail.scope.siteId)).toEqual([
      undefined,
      'a',
      'b',
    ]);
  });

  it('gives up exactly what was delivered', () => {
    const [first] = state.outbox;
    const after = delivered(state, new Set([first?.detail.id ?? '']));
    expect(after.outbox).toEqual(state.outbox.slice(1));
    expect({ ...after, outbox: [] }).toEqual({ ...state, outbox: [] });
  });
});

describe('the state', () => {
  it.each([
    { ...EMPTY_STATE, version: 2 },
    { ...EMPTY_STATE, scopes: { wallet: { scope: WALLET } } },
    { ...EMPTY_STATE, outbox: [{ detailType: 'Credit Balance Low', detail: {} }] },
    {},
  ])('is refused when it is none: %j', (stored) => {
    expect(v.is(alertStateSchema, stored)).toBe(false);
  });
});
