// The wallet moves by charges, resets and top-ups, and by nothing else.
import fc from 'fast-check';
import { nextReset } from '../../../../local/wix/world/periods.ts';
import {
  createSource,
  settle,
  sourcesOf,
  spendable,
  take,
  topUp,
  type Wallet,
} from '../../../../local/wix/world/wallet.ts';

const START = Date.parse('2026-11-22T12:00:00Z');
const DAY = 86_400_000;

function createWallet(bought?: number): Wallet {
  const sources = [
    createSource(
      'account',
      undefined,
      [
        ['MONTH', 250],
        ['DAY', 60],
      ],
      START,
    ),
    createSource('own', 'site-1', [['MONTH', 100]], START),
  ];
  return { sources, topUp: bought };
}

const balances = (wallet: Wallet) =>
  wallet.sources.flatMap(({ rules }) => rules.map(({ balance }) => balance));

describe('resets', () => {
  test.each([
    ['DAY', '2026-11-22T12:00:00Z', '2026-11-23T00:00:00.000Z'],
    ['DAY', '2026-11-23T00:00:00Z', '2026-11-24T00:00:00.000Z'],
    ['MONTH', '2026-11-22T12:00:00Z', '2026-12-01T00:00:00.000Z'],
    ['MONTH', '2026-12-31T23:59:59Z', '2027-01-01T00:00:00.000Z'],
    ['MONTH', '2028-02-29T00:00:00Z', '2028-03-01T00:00:00.000Z'],
  ] as const)('a rule of a %s after %s resets at %s', (period, instant, reset) => {
    expect(new Date(nextReset(period, Date.parse(instant))).toISOString()).toBe(reset);
  });

  test('a rule is full again from its reset on, and not a moment before', () => {
    const wallet = createWallet();
    take(wallet, 50, undefined);
    settle(wallet, Date.parse('2026-11-22T23:59:59.999Z'));
    expect(balances(wallet)).toEqual([200, 10, 100]);
    settle(wallet, Date.parse('2026-11-23T00:00:00.000Z'));
    expect(balances(wallet)).toEqual([200, 60, 100]);
  });

  test('what was left over does not add up over many periods', () => {
    const wallet = createWallet();
    settle(wallet, START + 400 * DAY);
    expect(balances(wallet)).toEqual([250, 60, 100]);
  });
});

describe('charges', () => {
  test('overlapping rules limit the same credits: a charge takes from both, and the smaller holds', () => {
    const wallet = createWallet();
    expect(take(wallet, 60, undefined)).toBe(true);
    expect(balances(wallet)).toEqual([190, 0, 100]);
    expect(wallet.sources.map(spendable)).toEqual([0, 100]);
  });

  test('periodic credits go first, bought ones last', () => {
    const wallet = createWallet(30);
    expect(take(wallet, 170, undefined)).toBe(true);
    expect(balances(wallet)).toEqual([190, 0, 0]);
    expect(wallet.topUp).toBe(20);
  });

  test('a charge that is too high takes nothing', () => {
    const wallet = createWallet(30);
    expect(take(wallet, 191, undefined)).toBe(false);
    expect(balances(wallet)).toEqual([250, 60, 100]);
    expect(wallet.topUp).toBe(30);
  });

  test('a site with a subscription of its own spends that, another one the account’s', () => {
    const wallet = createWallet();
    expect(sourcesOf(wallet, 'site-1').map(({ subscriptionId }) => subscriptionId)).toEqual(['own']);
    expect(sourcesOf(wallet, 'site-2').map(({ subscriptionId }) => subscriptionId)).toEqual(['account']);
    expect(take(wallet, 40, 'site-1')).toBe(true);
    expect(balances(wallet)).toEqual([250, 60, 60]);
  });
});

test('whatever happens, every movement is accounted for and no balance leaves its bounds', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('charge' as const), amount: fc.integer({ min: 1, max: 120 }) }),
    fc.record({ kind: fc.constant('buy' as const), amount: fc.integer({ min: 1, max: 50 }) }),
    fc.record({ kind: fc.constant('wait' as const), amount: fc.integer({ min: 1, max: 20 * DAY }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const wallet = createWallet();
      let now = START;
      for (const { kind, amount } of steps) {
        const available = () =>
          wallet.sources.map(spendable).reduce((sum, part) => sum + part, 0) + (wallet.topUp ?? 0);
        const before = available();
        if (kind === 'buy') {
          topUp(wallet, amount);
          expect(available()).toBe(before + amount);
        } else if (kind === 'charge') {
          expect(take(wallet, amount, undefined)).toBe(amount <= before);
          expect(available()).toBe(amount <= before ? before - amount : before);
        } else {
          now += amount;
          settle(wallet, now);
          expect(available()).toBeGreaterThanOrEqual(before);
        }
        for (const rule of wallet.sources.flatMap(({ rules }) => rules)) {
          expect(rule.balance).toBeGreaterThanOrEqual(0);
          expect(rule.balance).toBeLessThanOrEqual(rule.cap);
          expect(rule.resetAt).toBeGreaterThan(now);
        }
      }
    }),
  );
});
