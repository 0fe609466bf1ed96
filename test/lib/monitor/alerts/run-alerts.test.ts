// The rules of delivering: in the time there is, everywhere at once, and whatever fails is told.
import type { Call } from '../../../../lib/call.ts';
import type { Channel } from '../../../../lib/monitor/alerts/channel.ts';
import { runAlerts } from '../../../../lib/monitor/alerts/run-alerts.ts';
import { manualClock, testCall } from '../../../support/call.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { allRules, reading, START } from '../../credits/alerts/world.ts';

const exhausted = [{ scope: { kind: 'wallet' as const }, reading: reading(0, '0') }];
const rules = allRules();

/** A channel that takes everything, and remembers with how much time. */
function taking(name: Channel['name']) {
  const left: number[] = [];
  const channel: Channel = {
    name,
    deliver: async (events, _, { deadline }: Call) => {
      left.push(deadline.remaining());
      return new Set(events.map(({ detail }) => detail.id));
    },
  };
  return { channel, left };
}
const broken = (name: Channel['name'], thrown: unknown): Channel => ({
  name,
  deliver: () => Promise.reject(thrown),
});
const callOf = (remaining = 29_000) => testCall({ clock: manualClock(START), remaining });

it.each([
  ['five seconds less than the call has', 29_000, 24_000],
  ['no longer than three quarters of what it has claimed', 900_000, 90_000],
  ['and never less than none', 4_000, 0],
])('delivery has %s', async (_, remaining, expected) => {
  const { channel, left } = taking('sns');
  const services = { store: new MemoryDisk().open(), channels: [channel] };
  const call = callOf(remaining);
  expect(await runAlerts(services, exhausted, rules, () => undefined, call)).toMatchObject({
    delivered: 1,
    waiting: 0,
  });
  expect(left).toEqual([expected]);
});

it('the time that delivery has runs from when it begins, and out', async () => {
  const clock = manualClock(START);
  clock.advance(1_000_000);
  const left: number[] = [];
  const channel: Channel = {
    name: 'sns',
    deliver: async (_events, _nameOf, { deadline }) => {
      for (let round = 0; round < 3; round += 1) {
        left.push(deadline.remaining());
        clock.advance(50_000);
      }
      return new Set();
    },
  };
  const services = { store: new MemoryDisk().open(), channels: [channel] };
  const call = testCall({ clock, remaining: 900_000 });
  await runAlerts(services, exhausted, rules, () => undefined, call);
  expect(left).toEqual([90_000, 40_000, 0]);
});

it('what a channel says of an alert that it was not given is passed over', async () => {
  const { channel } = taking('record');
  const odd: Channel = {
    name: 'sns',
    deliver: async (events) => new Set(['another', ...events.map(({ detail }) => detail.id)]),
  };
  const services = { store: new MemoryDisk().open(), channels: [channel, odd] };
  const call = callOf();
  expect(await runAlerts(services, exhausted, rules, () => undefined, call)).toMatchObject({ delivered: 1 });
  expect(call.lines).toEqual([]);
});

it('a channel that fails is told with its reason, and keeps no other from delivering', async () => {
  const disk = new MemoryDisk();
  const { channel, left } = taking('record');
  const channels = [broken('sns', new RangeError('no such topic')), channel, broken('eventbridge', 'down')];
  const call = callOf();
  expect(
    await runAlerts({ store: disk.open(), channels }, exhausted, rules, () => undefined, call),
  ).toMatchObject({ delivered: 0, waiting: 1 });
  expect(left).toHaveLength(1);
  const message = 'A channel of the alerts failed; the next run tries again.';
  expect(call.lines).toEqual([
    { level: 'error', message, fields: { channel: 'sns', reason: 'RangeError' } },
    { level: 'error', message, fields: { channel: 'eventbridge', reason: 'string' } },
  ]);
});

it('a channel that has an alert is not asked to take it again', async () => {
  const disk = new MemoryDisk();
  const { channel, left } = taking('record');
  const first = { store: disk.open(), channels: [channel, broken('sns', new Error('down'))] };
  await runAlerts(first, exhausted, rules, () => undefined, callOf());
  const { channel: mails, left: sent } = taking('sns');
  const second = { store: disk.open(), channels: [channel, mails] };
  expect(await runAlerts(second, [], rules, () => undefined, callOf())).toMatchObject({ delivered: 1 });
  expect([left.length, sent.length]).toEqual([1, 1]);
});

it('a run with nothing to deliver writes its state once, and asks nobody', async () => {
  const disk = new MemoryDisk();
  const store = disk.open();
  const { channel, left } = taking('sns');
  const well = [{ scope: { kind: 'wallet' as const }, reading: reading(0, '90') }];
  const run = await runAlerts({ store, channels: [channel] }, well, rules, () => undefined, callOf());
  expect(run).toMatchObject({ events: [], delivered: 0, waiting: 0 });
  expect(left).toEqual([]);
  expect(store.steps.map(({ action }) => action)).toEqual(['get', 'put']);
  expect([...disk.objects.keys()]).toEqual(['monitor/alerts.json']);
});
