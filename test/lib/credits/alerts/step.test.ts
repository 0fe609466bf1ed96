// The rules of alerting: when something is said, when it is not, and when it is said again.
import { hour, reading, rulesOf, runsOut, Watch } from './world.ts';

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
