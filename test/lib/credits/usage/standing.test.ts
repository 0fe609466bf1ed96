// The rules of where a reading stands.
import { standingOf } from '../../../../lib/credits/usage/standing.ts';
import { at, wallet, words } from './readings.ts';

const rule = (source: string, period: string, resetDate?: string) => ({ source, period, resetDate });

describe('a wallet', () => {
  it('has both pools left, of its cap, until its reset', () => {
    expect(standingOf(wallet('3', '250.1', '15.2'))).toEqual({
      remaining: '265.3',
      limit: '250',
      paid: '15.2',
      reset: '2026-12-01T00:00:00.000Z',
    });
  });

  it('without top-ups was paid nothing; with unknown ones, nothing is known', () => {
    expect(standingOf(wallet('3', '250'))).toMatchObject({ remaining: '250', paid: '0' });
    expect(standingOf({ ...wallet('3', '250'), topUp: {} })).toMatchObject({
      remaining: undefined,
      paid: undefined,
    });
    expect(standingOf({ ...wallet('3', '250'), periodic: undefined })).toMatchObject({
      remaining: undefined,
      limit: undefined,
    });
  });

  it('counts the cap of its top-ups where there is one, and no cap of zero', () => {
    expect(standingOf({ ...wallet('3', '5'), topUp: { balance: '1', cap: '50' } }).limit).toBe('300');
    expect(standingOf({ ...wallet('3', '5'), periodic: { balance: '5', cap: '0' } }).limit).toBeUndefined();
  });

  it('below zero has nothing left', () => {
    expect(standingOf(wallet('3', '-2')).remaining).toBe('0');
  });

  it.each([
    ['the latest of its rules', [rule('a', 'DAY', at('4')), rule('a', 'MONTH', at('20'))], at('20')],
    ['unknown when one rule has no date', [rule('a', 'DAY', at('4')), rule('a', 'MONTH')], undefined],
    ['unknown when one date is now', [rule('a', 'DAY', at('3')), rule('a', 'MONTH', at('20'))], undefined],
    ['the latest, in whatever order', [rule('a', 'MONTH', at('20')), rule('a', 'DAY', at('4'))], at('20')],
    ['unknown when one date is past', [rule('a', 'DAY', at('2')), rule('a', 'MONTH', at('20'))], undefined],
    [
      'not waiting for a rule that never resets',
      [rule('a', 'NO_PERIOD'), rule('b', 'DAY', at('4'))],
      at('4'),
    ],
    ['unknown without rules', [], undefined],
  ])('is full again at %s', (_, rules, expected) => {
    expect(standingOf({ ...wallet('3', '5'), rules }).reset).toBe(expected);
  });
});

describe('word credits', () => {
  it('are what the quota leaves', () => {
    expect(standingOf(words('3', '456', '12999'))).toEqual({
      remaining: '12543',
      limit: '12999',
      paid: '12999',
      reset: undefined,
    });
  });

  it('used over the quota leave nothing, not less', () => {
    expect(standingOf(words('3', '1200', '1000')).remaining).toBe('0');
  });

  it('without a limit are unlimited', () => {
    expect(standingOf({ ...words('3', '1'), quotaType: 'UNLIMITED', quota: undefined })).toMatchObject({
      remaining: 'unlimited',
      limit: undefined,
    });
  });

  it.each([
    { quotaType: 'OTHER' },
    { quotaType: undefined },
    { quota: undefined },
    { creditsUsed: undefined },
  ])('are unknown, not zero, with %j', (change) => {
    expect(standingOf({ ...words('3', '1'), ...change }).remaining).toBeUndefined();
  });

  it('that are unknown still have the quota that was paid for', () => {
    expect(standingOf({ ...words('3', '1', '1000'), creditsUsed: undefined })).toMatchObject({
      limit: '1000',
      paid: '1000',
    });
  });
});
