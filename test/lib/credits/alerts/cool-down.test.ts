// The rules of the cool-down: which alert it holds back and for how long, and that a purchase ends it.
import { hour, reading, rulesOf, Watch, WEEK } from './world.ts';

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
    watch.wait(WEEK - 6);
    expect(watch.hourly('15', '15', '15', '15')).toEqual(['', 'Low share-0.2', '', '']);
  });

  it('when it is over, what was told and has not changed is not told again', () => {
    const watch = new Watch();
    watch.hourly('15', '15');
    watch.wait(WEEK);
    expect(watch.hourly('15', '15')).toEqual(['', '']);
  });

  it('when it is over, what is only held in a dead band is not told', () => {
    const watch = new Watch();
    watch.hourly('15', '15', '60', '60', '15', '15');
    watch.wait(WEEK);
    expect(watch.hourly('24', '19')).toEqual(['', 'Low share-0.2']);
  });

  it('says of a recovery which alerts are held back, and until when', () => {
    const watch = new Watch();
    watch.hourly('15', '15', '60', '60');
    expect(watch.events[1]).toMatchObject({
      detail: {
        heldBack: [{ level: { name: 'share-0.2', kind: 'share', at: '0.2' }, until: hour(2 + WEEK) }],
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
