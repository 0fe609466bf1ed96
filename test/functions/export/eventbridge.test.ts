// `export` called by EventBridge: yesterday, once.
import { scheduledEvent, schedulerEvent } from '../../events/eventbridge.ts';
import { charge, fakeSource } from '../../lib/export/run/world.ts';
import { open } from './open.ts';

describe('from EventBridge', () => {
  test.each([
    ['a rule', scheduledEvent],
    ['EventBridge Scheduler', schedulerEvent],
  ])('%s exports the UTC day before its time, once however often it comes', async (_, event) => {
    const source = fakeSource(() => [
      charge('in', '2026-11-20T23:59:59.999Z'),
      charge('out', '2026-11-21T00:00:00Z'),
    ]);
    const { direct } = open({ source });
    const first = await direct(event('2026-11-21T00:15:00Z'));
    expect(first).toMatchObject({
      from: '2026-11-20T00:00:00.000Z',
      to: '2026-11-21T00:00:00.000Z',
      rows: 1,
    });
    expect(await direct(event('2026-11-21T09:00:00Z'))).toEqual({ ...Object(first), alreadyDone: true });
  });

  test('takes the format from the detail', async () => {
    const { direct } = open();
    const event = { ...scheduledEvent('2026-11-21T00:15:00Z'), detail: { format: 'csv' } };
    expect(await direct(event)).toMatchObject({
      exportId: expect.stringMatching(/^wix-csv-20261120-20261121-/),
    });
  });
});
