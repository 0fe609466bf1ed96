// The rules of keeping alerts in the store: each once, and not all at the same time.
import * as v from 'valibot';
import { alertEventSchema } from '../../../../lib/credits/alerts/events.ts';
import { recordChannel } from '../../../../lib/monitor/alerts/record-channel.ts';
import { stepsAtOnce } from '../../../support/at-once.ts';
import { testCall } from '../../../support/call.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { event, events, ids } from './events.ts';

const nameOf = () => undefined;

it('an alert is an object under its day, and stays as it was first kept', async () => {
  const disk = new MemoryDisk();
  const channel = recordChannel(disk.open());
  const { id } = event(1).detail;
  expect(await channel.deliver([event(1)], nameOf, testCall())).toEqual(new Set([id]));
  const [key = ''] = disk.objects.keys();
  expect(key).toBe(`alerts/dt=2026-11-02/${id}.json`);
  expect(JSON.parse(disk.text(key) ?? '')).toEqual(event(1));
  const again = v.parse(alertEventSchema, { ...event(1), detail: { ...event(1).detail, remaining: '1' } });
  expect(await channel.deliver([again], nameOf, testCall())).toEqual(new Set([id]));
  expect(JSON.parse(disk.text(key) ?? '')).toEqual(event(1));
});

it('at most eight alerts are written at once', async () => {
  const writes = stepsAtOnce('alerts/');
  const channel = recordChannel(new MemoryDisk().open(writes));
  const many = events(20);
  expect(await channel.deliver(many, nameOf, testCall())).toEqual(new Set(ids(many)));
  expect(writes.most()).toBe(8);
});
