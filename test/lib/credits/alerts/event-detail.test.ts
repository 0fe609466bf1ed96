// What an event of the alerts says, and when two events are one and the same.
import { eventId } from '../../../../lib/credits/alerts/scope.ts';
import { HOUR, hour, reading, runsOut, START, WALLET, Watch, WEEK } from './world.ts';

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
    watch.wait(WEEK);
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
