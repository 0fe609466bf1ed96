// The rules of alerting: when something is said, when it is not, and when it is said again.
import { eventId } from '../../../../lib/credits/alerts/scope.ts';
import { step } from '../../../../lib/credits/alerts/step.ts';
import { HOUR, hour, reading, rulesOf, runsOut, START, WALLET, Watch } from './world.ts';

const week = 168;

describe('a level', () => {
  it('is entered when two readings in a row reach it, and told once', () => {
    expect(new Watch().hourly('60', '15', '15', '14', '13')).toEqual(['', '', 'Low share-0.2', '', '']);
  });

  it('is not entered by a single reading', () => {
    expect(new Watch().hourly('60', '15', '60', '15', '60')).toEqual(['', '', '', '', '']);
  });

  it('is held in its dead band, and left when two readings in a row are clear of it', () => {
    expect(new Watch().hourly('15', '15', '24', '19', '24', '26', '19', '26', '26')).toEqual([
      '',
      'Low share-0.2',
      ...['', '', '', '', '', ''],
      'Recovered',
    ]);
  });

  it('the number of readings can be set', () => {
    expect(new Watch(rulesOf({ readingsInARow: 1 })).hourly('15', '60')).toEqual([
      'Low share-0.2',
      'Recovered',
    ]);
    expect(new Watch(rulesOf({ readingsInARow: 3 })).hourly('15', '15', '15')).toEqual([
      '',
      '',
      'Low share-0.2',
    ]);
  });

  it('worse than the one held is told at once', () => {
    expect(new Watch().hourly('15', '15', '4', '0')).toEqual([
      '',
      'Low share-0.2',
      'Low share-0.05',
      'Exhausted',
    ]);
  });

  it('that is exhausted is told at once, even out of the blue', () => {
    expect(new Watch().hourly('60', '0')).toEqual(['', 'Exhausted']);
    expect(new Watch().hourly('0')).toEqual(['Exhausted']);
  });

  it('tells only of the worst that is reached', () => {
    expect(new Watch().hourly('60', '3', '3')).toEqual(['', '', 'Low share-0.05']);
  });

  it('on the way back says nothing until all is well', () => {
    expect(new Watch().hourly('0', '15', '15', '22', '22', '60', '60')).toEqual([
      'Exhausted',
      ...['', '', '', '', ''],
      'Recovered',
    ]);
  });
});

describe('the cool-down', () => {
  it('holds a second alert of the same level back, and the recovery with it', () => {
    const watch = new Watch();
    expect(watch.hourly('15', '15', '60', '60', '15', '15', '60', '60')).toEqual([
      '',
      'Low share-0.2',
      '',
      'Recovered',
      ...['', '', '', ''],
    ]);
  });

  it('does not hold back a worse level', () => {
    const watch = new Watch();
    watch.hourly('15', '15', '60', '60');
    expect(watch.hourly('4', '4')).toEqual(['', 'Low share-0.05']);
  });

  it('when it is over, what is still reached is told', () => {
    const watch = new Watch();
    watch.hourly('15', '15', '60', '60', '15', '15');
    watch.wait(week - 6);
    expect(watch.hourly('15', '15', '15', '15')).toEqual(['', 'Low share-0.2', '', '']);
  });

  it('when it is over, what was told and has not changed is not told again', () => {
    const watch = new Watch();
    watch.hourly('15', '15');
    watch.wait(week);
    expect(watch.hourly('15', '15')).toEqual(['', '']);
  });

  it('when it is over, what is only held in a dead band is not told', () => {
    const watch = new Watch();
    watch.hourly('15', '15', '60', '60', '15', '15');
    watch.wait(week);
    expect(watch.hourly('24', '19')).toEqual(['', 'Low share-0.2']);
  });

  it('says of a recovery which alerts are held back, and until when', () => {
    const watch = new Watch();
    watch.hourly('15', '15', '60', '60');
    expect(watch.events[1]).toMatchObject({
      detail: {
        heldBack: [{ level: { name: 'share-0.2', kind: 'share', at: '0.2' }, until: hour(2 + week) }],
      },
    });
  });

  it('of a single level can be set', () => {
    const rules = rulesOf({
      levels: [
        { kind: 'share', at: 0.2 },
        { kind: 'exhausted', coolDownHours: 4 },
      ],
    });
    expect(new Watch(rules).hourly('0', '60', '60', '0', '0')).toEqual([
      'Exhausted',
      '',
      'Recovered',
      '',
      'Exhausted',
    ]);
  });

  it('of zero holds nothing back', () => {
    const rules = rulesOf({ coolDownHours: 0, readingsInARow: 1 });
    expect(new Watch(rules).hourly('15', '60', '15')).toEqual([
      'Low share-0.2',
      'Recovered',
      'Low share-0.2',
    ]);
  });

  it('ends with a purchase: whoever bought wants to know when that is gone', () => {
    const watch = new Watch();
    watch.take(reading(1, '0', { paid: '100' }));
    expect(watch.take(reading(2, '3', { paid: '103' }))).toEqual([]);
    expect(watch.take(reading(3, '0', { paid: '103' }))).toEqual(['Exhausted']);
    expect(new Set(watch.events.map(({ detail }) => detail.id)).size).toBe(2);
  });

  it('a purchase that lifts nothing above the level is no reason to tell it again', () => {
    const watch = new Watch();
    watch.take(reading(1, '10', { paid: '100' }));
    expect(watch.take(reading(2, '10', { paid: '100' }))).toEqual(['Low share-0.2']);
    expect(watch.take(reading(3, '15', { paid: '105' }))).toEqual([]);
    expect(watch.take(reading(4, '15', { paid: '105' }))).toEqual([]);
  });

  it('a purchase that was used up before it was seen is an exhaustion of its own', () => {
    const watch = new Watch();
    watch.take(reading(1, '0', { paid: '100' }));
    expect(watch.take(reading(2, '0', { paid: '200' }))).toEqual(['Exhausted']);
    expect(watch.take(reading(3, '0', { paid: '200' }))).toEqual([]);
  });

  it('a purchase ends dead bands: 8 % after it are 8 %, and 4 % are worse', () => {
    const watch = new Watch();
    watch.take(reading(1, '0', { paid: '100' }));
    expect(watch.take(reading(2, '8', { paid: '108' }))).toEqual([]);
    expect(watch.take(reading(3, '4', { paid: '108' }))).toEqual(['Low share-0.05']);
  });

  it('a purchase recovers at once, and one that leaves it low says nothing', () => {
    const watch = new Watch();
    watch.take(reading(1, '0', { paid: '100' }));
    expect(watch.take(reading(2, '15', { paid: '120' }))).toEqual([]);
    expect(watch.take(reading(3, '90', { paid: '200' }))).toEqual(['Recovered']);
    expect(watch.events[1]).toMatchObject({ detail: { heldBack: [] } });
  });
});

describe('renewal', () => {
  const take = (watch: Watch, hours: number, days: number, lastsPast: 'yes' | 'no') =>
    watch.take(reading(hours, '50', { forecast: runsOut(hours, days, { at: hour(40), lastsPast }) }));

  it('a reset before the run-out silences the days to it', () => {
    const watch = new Watch();
    expect([take(watch, 1, 2, 'yes'), take(watch, 2, 2, 'yes')]).toEqual([[], []]);
    expect([take(watch, 3, 2, 'no'), take(watch, 4, 2, 'no')]).toEqual([[], ['Low days-3']]);
  });

  it('a reset that fills the wallet is a recovery', () => {
    expect(new Watch().hourly('15', '15', '100', '100')).toEqual(['', 'Low share-0.2', '', 'Recovered']);
  });
});

describe('what is not known', () => {
  it('never alerts and never counts as zero', () => {
    expect(new Watch().hourly(undefined, undefined, undefined)).toEqual(['', '', '']);
    expect(new Watch().hourly('15', undefined, undefined, '60')).toEqual(['', '', '', '']);
  });

  it('does not break a row of readings, and recovers nothing', () => {
    expect(new Watch().hourly('15', undefined, '15', undefined, undefined)).toEqual([
      '',
      '',
      'Low share-0.2',
      '',
      '',
    ]);
  });

  it('a level about which a reading says nothing is held', () => {
    const watch = new Watch();
    watch.hourly('15', '15');
    const silent = [3, 4, 5].map((hours) => watch.take(reading(hours, '90', { limit: undefined })));
    expect(silent).toEqual([[], [], []]);
    expect(watch.take(reading(6, '90'))).toEqual([]);
    expect(watch.take(reading(7, '90'))).toEqual(['Recovered']);
  });

  it('credits that became unlimited have recovered', () => {
    expect(new Watch().hourly('0', 'unlimited', 'unlimited')).toEqual(['Exhausted', '', 'Recovered']);
  });
});

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
    watch.wait(week);
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

describe('an event', () => {
  it('says how much is left, of what, since when, and when that was read', () => {
    const watch = new Watch();
    watch.take(reading(1, '15.5', { reset: hour(700), forecast: runsOut(1, 9) }));
    watch.take(reading(2, '15.5', { reset: hour(700), forecast: runsOut(2, 9) }), START + 2 * HOUR + 5000);
    expect(watch.events).toEqual([
      {
        detailType: 'Credit Balance Low',
        detail: {
          version: 1,
          id: eventId('wallet', 'share-0.2', hour(2)),
          time: '2026-11-01T02:00:05.000Z',
          scope: WALLET,
          level: { name: 'share-0.2', kind: 'share', at: '0.2' },
          since: hour(2),
          readAt: hour(2),
          remaining: '15.5',
          limit: '100',
          share: 0.155,
          reset: hour(700),
          forecast: runsOut(2, 9),
        },
      },
    ]);
  });

  it('is the same for two monitors that take the same step, whatever their clocks say', () => {
    const [one, two] = [new Watch(), new Watch()];
    for (const watch of [one, two]) watch.hourly('60', '15');
    one.take(reading(3, '15'), START + 3 * HOUR);
    two.take(reading(3, '15'), START + 3 * HOUR + 240_000);
    expect(one.events[0]?.detail.id).toBe(two.events[0]?.detail.id);
  });

  it('has the id of when its level was reached, also when it was held back', () => {
    const watch = new Watch();
    watch.hourly('15', '15', '60', '60', '15', '15');
    watch.wait(week);
    watch.hourly('15');
    expect(watch.events.at(-1)?.detail.id).toBe(eventId('wallet', 'share-0.2', hour(6)));
  });

  it('leaves out the share of what has no limit', () => {
    const watch = new Watch();
    watch.take(reading(1, '0', { limit: undefined }));
    expect(watch.events[0]?.detail).not.toHaveProperty('share');
    expect(watch.events[0]?.detail).not.toHaveProperty('limit');
  });
});
