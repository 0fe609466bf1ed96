// The rules of the rules: defaults, names, dead bands, and what is refused.
import * as v from 'valibot';
import { levelsSchema } from '../../../../lib/credits/alerts/levels.ts';
import { ALERT_DEFAULTS, alertRulesSchema, rulesFor } from '../../../../lib/credits/alerts/rules.ts';
import { eventId, scopeName } from '../../../../lib/credits/alerts/scope.ts';

const parse = (levels: unknown) => v.parse(levelsSchema, levels);

describe('the defaults', () => {
  it('are 20 %, 3 days, 5 % and exhausted, mild to severe', () => {
    expect(ALERT_DEFAULTS.account.levels.map(({ name, until }) => [name, until])).toEqual([
      ['share-0.2', '0.25'],
      ['days-3', '4'],
      ['share-0.05', '0.1'],
      ['exhausted', '0.05'],
    ]);
    expect(ALERT_DEFAULTS.sites).toEqual(ALERT_DEFAULTS.account);
    expect(ALERT_DEFAULTS).toMatchObject({
      bySite: {},
      staleAfterHours: 6,
      staleCoolDownHours: 24,
      forgetAfterHours: 2160,
    });
    expect(ALERT_DEFAULTS.account).toMatchObject({ readingsInARow: 2, coolDownHours: 168 });
  });
});

describe('a level', () => {
  it('may be given as number or as text, and is named by its exact value', () => {
    expect(
      parse([
        { kind: 'credits', at: '100.50' },
        { kind: 'share', at: 0.1 },
      ]).map(({ name }) => name),
    ).toEqual(['credits-100.5', 'share-0.1']);
  });

  it('is held in a dead band: 5 points, a quarter more credits, a day more, or as told', () => {
    const levels = parse([
      { kind: 'share', at: 0.1 },
      { kind: 'credits', at: 100 },
      { kind: 'days', at: 7 },
      { kind: 'days', at: 1, until: 1.5 },
      { kind: 'exhausted', until: 0 },
    ]);
    expect(levels.map(({ until }) => Number(until))).toEqual([0.15, 125, 8, 1.5, 0]);
  });

  it('may have a cool-down of its own', () => {
    expect(parse([{ kind: 'exhausted', coolDownHours: 24 }])[0]?.coolDownHours).toBe(24);
  });

  it.each([
    ['below zero', [{ kind: 'share', at: -0.1 }], 'a number from 0 on'],
    ['that is not finite', [{ kind: 'share', at: Number.POSITIVE_INFINITY }], 'Infinity'],
    ['that is a yes', [{ kind: 'share', at: true }], 'a number, or a decimal number as text'],
    ['that is no number', [{ kind: 'share', at: 'a fifth' }], 'a number from 0 on'],
    ['of no known kind', [{ kind: 'words', at: 5 }], '"words"'],
    [
      'with a band that ends below it',
      [{ kind: 'share', at: 0.2, until: 0.1 }],
      '`until` may not be below `at`',
    ],
    ['with a field that is none', [{ kind: 'share', at: 0.2, below: 0.1 }], '"below"'],
    [
      'twice',
      [
        { kind: 'share', at: 0.2 },
        { kind: 'share', at: '0.200' },
      ],
      'no level twice',
    ],
    [
      'after exhausted',
      [{ kind: 'exhausted' }, { kind: 'share', at: 0.2 }],
      '`exhausted` as the last, most severe level',
    ],
  ])('%s is refused, with the reason', (_, levels, reason) => {
    expect(() => parse(levels)).toThrow(reason);
  });

  it('may be a whole number that ends in zeros', () => {
    expect(parse([{ kind: 'credits', at: '1200' }])[0]).toMatchObject({
      name: 'credits-1200',
      until: '1500',
    });
  });
});

describe('the rules', () => {
  const rules = v.parse(alertRulesSchema, {
    account: { coolDownHours: 1 },
    sites: { coolDownHours: 2 },
    bySite: { a: { coolDownHours: 3 } },
  });

  it.each([
    [{ kind: 'wallet' }, 1],
    [{ kind: 'wallet', siteId: 'b' }, 2],
    [{ kind: 'words', siteId: 'b' }, 2],
    [{ kind: 'words', siteId: 'a' }, 3],
  ] as const)('for %j are those of the account, of sites, or its own', (scope, coolDownHours) => {
    expect(rulesFor(scope, rules).coolDownHours).toBe(coolDownHours);
  });

  it.each([{ readingsInARow: 0 }, { readingsInARow: 1.5 }, { coolDownHours: -1 }, { other: 1 }])(
    'refuse %j',
    (account) => {
      expect(v.is(alertRulesSchema, { account })).toBe(false);
    },
  );
});

describe('names and ids', () => {
  it('a scope is named like its series', () => {
    expect(scopeName({ kind: 'wallet' })).toBe('wallet');
    expect(scopeName({ kind: 'wallet', siteId: 'a' })).toBe('wallet:a');
    expect(scopeName({ kind: 'words', siteId: 'a' })).toBe('words:a');
  });

  it('the same facts give the same id, other facts another one', () => {
    expect(eventId('a', 'b')).toBe(eventId('a', 'b'));
    expect(eventId('a', 'b')).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set([eventId('a', 'b'), eventId('ab'), eventId('a', 'b', ''), eventId('b', 'a')]).size).toBe(
      4,
    );
  });
});
