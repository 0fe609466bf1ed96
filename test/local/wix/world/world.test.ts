// A world: everything follows from its seed, and its past and its wallet agree.
import { MICRO } from '../../../../local/wix/world/credits.ts';
import type { CreditTransaction } from '../../../../local/wix/world/transaction.ts';
import { createWorld, type WorldPlan } from '../../../../local/wix/world/world.ts';

const START = Date.parse('2026-11-22T12:00:00Z');
const DAY = 86_400_000;

const worldOf = (plan: Partial<WorldPlan> = {}) =>
  createWorld({
    seed: 1,
    startAt: START,
    sites: 12,
    transactions: 400,
    historyDays: 60,
    topUps: true,
    currencies: ['USD'],
    source: () => 0,
    ...plan,
  });
type Made = ReturnType<typeof worldOf>;

const history = ({ transactions }: Made): CreditTransaction[] =>
  Array.from({ length: transactions.size() }, (_, place) => transactions.at(place));

const microOf = ({ amount }: CreditTransaction) => Math.round(amount.credits * MICRO);

describe('the seed', () => {
  test('the same seed gives the same account, sites, wallet and transactions', () => {
    const [one, other] = [worldOf({ seed: 9 }), worldOf({ seed: 9 })];
    expect(other.accountId).toBe(one.accountId);
    expect(other.sites).toEqual(one.sites);
    expect(other.wallet()).toEqual(one.wallet());
    expect(history(other)).toEqual(history(one));
  });

  test('another seed gives another account with other sites', () => {
    const [one, other] = [worldOf({ seed: 9 }), worldOf({ seed: 10 })];
    expect(other.accountId).not.toBe(one.accountId);
    expect(other.sites.map(({ facts }) => facts.id)).not.toEqual(one.sites.map(({ facts }) => facts.id));
    expect(history(other)).not.toEqual(history(one));
  });

  test('the same seed at another time keeps the ids', () => {
    const later = worldOf({ startAt: START + 5 * DAY });
    expect(later.accountId).toBe(worldOf().accountId);
    expect(later.sites.map(({ facts }) => facts.id)).toEqual(worldOf().sites.map(({ facts }) => facts.id));
  });
});

describe('the sites', () => {
  test('twelve sites show every state of a fleet', () => {
    const states = worldOf().sites.map(({ facts, words }) => {
      if (words === undefined) return 'without the app';
      if (words.quota === undefined) return 'unlimited';
      const left = words.quota - words.used;
      if (facts.namespace === 'HEADLESS') return 'headless';
      return left === 0 ? 'exhausted' : left < 300 ? 'low' : 'much';
    });
    expect(new Set(states)).toEqual(
      new Set(['much', 'low', 'exhausted', 'unlimited', 'without the app', 'headless']),
    );
  });

  test('ten thousand sites have ten thousand ids, and none is older than a thousand days', () => {
    const { sites } = worldOf({ sites: 10_000, transactions: 0 });
    expect(new Set(sites.map(({ facts }) => facts.id)).size).toBe(10_000);
    const created = sites.map(({ facts }) => Date.parse(facts.createdDate));
    expect(created).toEqual(created.toSorted((a, b) => a - b));
    expect(Math.min(...created)).toBeGreaterThanOrEqual(START - 1_000 * DAY);
    expect(Math.max(...created)).toBeLessThanOrEqual(START);
  });

  test('a site is found by its id in any case of letters', () => {
    const world = worldOf();
    const id = world.sites[3]?.facts.id ?? '';
    expect(world.site(id.toUpperCase())).toBe(world.sites[3]);
    expect(world.site('no-such-site')).toBeUndefined();
  });
});

describe('the history', () => {
  test('has as many transactions as asked for, in the order (createdDate, id), inside its time span', () => {
    const rows = history(worldOf({ transactions: 5_000, historyDays: 30 }));
    expect(rows).toHaveLength(5_000);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(5_000);
    expect(new Set(rows.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(5_000);
    const keys = rows.map(({ createdDate, id }) => `${createdDate} ${id}`);
    expect(keys).toEqual(keys.toSorted());
    expect(Date.parse(rows[0]?.createdDate ?? '')).toBeGreaterThanOrEqual(START - 30 * DAY);
    expect(Date.parse(rows.at(-1)?.createdDate ?? '')).toBeLessThan(START);
  });

  test('has transactions of one instant, for those who page by time', () => {
    const dates = history(worldOf({ transactions: 1_000 })).map(({ createdDate }) => createdDate);
    expect(new Set(dates).size).toBeLessThan(1_000);
  });

  test('carries the documented fields and no others', () => {
    const [first] = history(worldOf());
    expect(Object.keys(first ?? {}).toSorted()).toEqual(
      [
        'id',
        'revision',
        'createdDate',
        'updatedDate',
        'amount',
        'description',
        'callerAppId',
        'externalRefId',
        'metadata',
        'idempotencyKey',
      ].toSorted(),
    );
    expect(first?.amount.cost).toEqual({
      amount: expect.stringMatching(/^\d+\.\d{2,8}$/),
      currencyCode: 'USD',
      formattedValue: expect.stringMatching(/^\$\d/),
    });
  });

  test('spreads the costs over the currencies of the plan', () => {
    const rows = history(worldOf({ currencies: ['USD', 'EUR'] }));
    expect(new Set(rows.map(({ amount }) => amount.cost.currencyCode))).toEqual(new Set(['USD', 'EUR']));
  });

  test('explains the wallet: what a source lacks in this month was charged in this month', () => {
    const world = worldOf({ topUps: false });
    const month = history(world).filter(({ createdDate }) => createdDate >= '2026-11-01');
    const charged = month.reduce((sum, row) => sum + microOf(row), 0);
    const lacking = world
      .wallet()
      .sources.flatMap(({ rules }) => rules.filter(({ period }) => period === 'MONTH'))
      .reduce((sum, { cap, balance }) => sum + cap - balance, 0);
    expect(charged).toBeGreaterThan(0);
    expect(lacking).toBe(charged);
  });

  test('an account that never buys credits makes only the charges that it can pay', () => {
    const world = worldOf({ transactions: 3_000, topUps: false });
    expect(world.wallet().topUp).toBeUndefined();
    const size = world.transactions.size();
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThan(3_000);
    const days = new Map<string, number>();
    for (const row of history(world)) {
      const day = row.createdDate.slice(0, 10);
      days.set(day, (days.get(day) ?? 0) + microOf(row));
    }
    // 60 a day from the account and at most 200 from the two sites' own subscriptions.
    for (const spent of days.values()) expect(spent).toBeLessThanOrEqual(260 * MICRO);
  });

  test('an empty history leaves a full wallet', () => {
    const world = worldOf({ transactions: 0, topUps: false });
    for (const { rules } of world.wallet().sources)
      for (const { balance, cap } of rules) expect(balance).toBe(cap);
    expect(world.transactions.size()).toBe(0);
  });
});

describe('charges', () => {
  test('a charge takes its credits and is the newest transaction', () => {
    const world = worldOf();
    const size = world.transactions.size();
    const made = world.charge({ micro: 1_500_000, description: 'A demo' });
    expect(world.transactions.size()).toBe(size + 1);
    expect(world.transactions.at(size)).toBe(made);
    expect(made).toMatchObject({
      description: 'A demo',
      createdDate: '2026-11-22T12:00:00.000Z',
      amount: { credits: 1.5, cost: { amount: '0.06' } },
    });
  });

  test('the same idempotency key charges once, whether it was used just now or in the history', () => {
    const world = worldOf();
    const once = world.charge({ micro: MICRO, idempotencyKey: 'k' });
    const wallet = structuredClone(world.wallet());
    expect(world.charge({ micro: 2 * MICRO, idempotencyKey: 'k' })).toBe(once);
    const old = world.transactions.at(17);
    expect(world.charge({ micro: MICRO, idempotencyKey: old.idempotencyKey })).toEqual(old);
    expect(world.wallet()).toEqual(wallet);
    expect(world.transactions.byIdempotencyKey('job-17-forged')).toBeUndefined();
  });

  test('too few credits leave no trace', () => {
    const world = worldOf();
    const size = world.transactions.size();
    expect(world.charge({ micro: 1e6 * MICRO })).toBeUndefined();
    expect(world.transactions.size()).toBe(size);
  });

  test('several charges of one instant stand in the order of their ids', () => {
    const world = worldOf({ transactions: 10 });
    for (let n = 0; n < 20; n++) world.charge({ micro: 1_000 });
    const made = history(world)
      .slice(10)
      .map(({ id }) => id);
    expect(made).toHaveLength(20);
    expect(made).toEqual(made.toSorted());
  });

  test('credits come back when the clock passes their reset', () => {
    const world = worldOf({ transactions: 0, topUps: false });
    expect(world.charge({ micro: 260 * MICRO })).toBeDefined();
    expect(world.charge({ micro: MICRO })).toBeUndefined();
    world.clock.moveTo(Date.parse('2026-11-23T00:00:00Z'));
    expect(world.charge({ micro: 60 * MICRO })).toBeDefined();
    expect(world.charge({ micro: 60 * MICRO })).toBeUndefined();
    world.clock.moveTo(Date.parse('2026-12-01T00:00:00Z'));
    expect(world.charge({ micro: 260 * MICRO })).toBeDefined();
  });

  test.each([0, -5, Number.NaN])('%p credits cannot be bought', (credits) => {
    expect(() => worldOf().topUp(credits)).toThrow(RangeError);
  });
});

test('a million transactions are made from the seed when they are asked for', () => {
  const { transactions } = worldOf({ transactions: 1_000_000 });
  expect(transactions.size()).toBe(1_000_000);
  expect(transactions.at(999_999)).toMatchObject({ externalRefId: 'order-999999' });
  expect(() => transactions.at(1_000_000)).toThrow(RangeError);
});
