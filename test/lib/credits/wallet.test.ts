// The rules of the AI credit wallet's arithmetic.
import fc from 'fast-check';
import { availableCredits, gate, nextReset } from '../../../lib/credits/wallet.ts';

const hundredths = fc.integer({ min: 0, max: 10_000_000 }).map((units) => units / 100);

describe('available credits', () => {
  it('are the periodic and the top-up balance', () => {
    expect(availableCredits({ periodicCredits: { balance: 250 }, topUpCredits: { balance: 15 } })).toBe(265);
  });

  it('count a wallet without top-ups as having none, as Wix documents', () => {
    expect(availableCredits({ periodicCredits: { balance: 250 } })).toBe(250);
  });

  it('never add the breakdown, which shows the same credits again', () => {
    const creditBalanceBreakdown = [{ usageRules: [{ balance: 250, resetDate: '2026-12-01T00:00:00Z' }] }];
    expect(availableCredits({ periodicCredits: { balance: 250 }, creditBalanceBreakdown })).toBe(250);
  });

  it.each([
    {},
    { periodicCredits: {} },
    { topUpCredits: { balance: 3 } },
    { periodicCredits: { balance: 1 }, topUpCredits: {} },
  ])('are unknown, not zero, for %j', (wallet) => {
    expect(availableCredits(wallet)).toBeUndefined();
  });

  it('are exact to the hundredth', () => {
    fc.assert(
      fc.property(hundredths, hundredths, (periodic, topUp) => {
        const sum = availableCredits({
          periodicCredits: { balance: periodic },
          topUpCredits: { balance: topUp },
        });
        expect(sum).toBe((Math.round(periodic * 100) + Math.round(topUp * 100)) / 100);
      }),
    );
  });
});

describe('the gate', () => {
  it('0.7 + 0.1 covers 0.8', () => {
    const available = availableCredits({ periodicCredits: { balance: 0.7 }, topUpCredits: { balance: 0.1 } });
    expect(gate(available ?? 0, 0.8)).toEqual({ sufficientCredits: true, shortfall: 0 });
  });

  it('names the exact shortfall', () => {
    expect(gate(0.1, 0.4)).toEqual({ sufficientCredits: false, shortfall: 0.3 });
  });

  it('a shortfall is never negative and closes the gap', () => {
    fc.assert(
      fc.property(hundredths, hundredths, (available, required) => {
        const { sufficientCredits, shortfall } = gate(available, required);
        expect(sufficientCredits).toBe(available >= required);
        expect(shortfall).toBe(Math.max(0, (Math.round(required * 100) - Math.round(available * 100)) / 100));
      }),
    );
  });
});

describe('the next reset', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const wallet = (...dates: (string | undefined)[]) => ({
    creditBalanceBreakdown: [{ usageRules: dates.map((resetDate) => ({ resetDate })) }, {}],
  });

  it('is the earliest that lies ahead', () => {
    expect(nextReset(wallet('2026-12-01T00:00:00Z', '2026-11-23T00:00:00Z'), now)).toBe(
      '2026-11-23T00:00:00Z',
    );
  });

  it('compares instants, not texts', () => {
    expect(nextReset(wallet('2026-11-23T01:00:00+02:00', '2026-11-22T23:30:00Z'), now)).toBe(
      '2026-11-23T01:00:00+02:00',
    );
  });

  it.each([
    ['in the past', '2026-11-22T11:59:59Z'],
    ['now', '2026-11-22T12:00:00Z'],
    ['absent', undefined],
    ['no instant', 'Dec 1'],
    ['no instant at its beginning', '(at) 2026-11-23T00:00:00Z'],
    ['no instant at its end', '2026-11-23T00:00:00Z (at)'],
    ['without a time zone', '2026-11-23T00:00:00'],
    ['impossible', '2026-13-45T00:00:00Z'],
  ])('skips a date that is %s', (_, date) => {
    expect(nextReset(wallet(date), now)).toBeUndefined();
    expect(nextReset(wallet(date, '2026-12-01T00:00:00Z'), now)).toBe('2026-12-01T00:00:00Z');
  });

  it.each(['2026-11-23T00:00Z', '2026-11-23T00:00:00.25Z', '2026-11-23T00:00:00-05:00'])(
    'may be written %s',
    (date) => {
      expect(nextReset(wallet(date), now)).toBe(date);
    },
  );

  it('is unknown without a breakdown', () => {
    expect(nextReset({}, now)).toBeUndefined();
  });
});
