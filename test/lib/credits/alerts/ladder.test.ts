// What the alerts remember of a scope from one reading to the next, and which readings they take for newer.
import { step } from '../../../../lib/credits/alerts/step.ts';
import { HOUR, hour, reading, rulesOf, START, WALLET, Watch, WEEK } from './world.ts';

describe('clocks', () => {
  it('a reading that is not newer than the last is ignored', () => {
    const watch = new Watch();
    watch.take(reading(5, '15'));
    const before = watch.ladder;
    const now = START + 5 * HOUR;
    expect([watch.take(reading(4, '15'), now), watch.take(reading(5, '15'), now)]).toEqual([[], []]);
    expect(watch.ladder).toEqual(before);
  });

  it('a reading from further in the future than clocks differ is ignored', () => {
    const watch = new Watch();
    expect(watch.take(reading(5, '0'), START + 4 * HOUR)).toEqual([]);
    expect(watch.take(reading(5, '0'), START + 5 * HOUR - 500_000)).toEqual(['Exhausted']);
  });

  it('a state that a wrong clock wrote in the far future silences nothing', () => {
    const watch = new Watch();
    watch.take(reading(900, '0'));
    watch.take(reading(901, '60'));
    watch.take(reading(902, '60'));
    expect(watch.take(reading(5, '0'))).toEqual(['Exhausted']);
  });
});

describe('the state', () => {
  it('of a scope that is well is small', () => {
    const watch = new Watch();
    watch.take(reading(1, '60', { paid: '100' }));
    expect(watch.ladder).toEqual({ readAt: hour(1), paid: '100' });
  });

  it('forgets alerts whose cool-down is over', () => {
    const watch = new Watch();
    watch.hourly('15', '15', '60', '60');
    watch.wait(WEEK);
    watch.hourly('60');
    expect(watch.ladder).not.toHaveProperty('sent');
  });

  it('keeps what was paid when a reading does not say', () => {
    const watch = new Watch();
    watch.take(reading(1, '0', { paid: '100' }));
    watch.take(reading(2, '0'));
    expect(watch.take(reading(3, '0', { paid: '100' }))).toEqual([]);
  });

  it('whose level the rules no longer know starts anew', () => {
    const watch = new Watch(rulesOf({ levels: [{ kind: 'credits', at: 20 }] }));
    watch.hourly('15', '15');
    const { ladder, events } = step(watch.ladder, reading(3, '60'), {
      scope: WALLET,
      rules: rulesOf(),
      now: START + 3 * HOUR,
    });
    expect([ladder, events]).toEqual([{ readAt: hour(3) }, []]);
  });
});
