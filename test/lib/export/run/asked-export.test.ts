// The rules of which export a request is about.
import { type Asked, askedExport } from '../../../../lib/export/run/asked-export.ts';
import type { ExportServices } from '../../../../lib/export/run/services.ts';
import { manualClock, testCall } from '../../../support/call.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { charges, fakeSource, identity, OCTOBER, runOnce } from './world.ts';

/** What an operation would work with; `account` is the one that this function has. */
function servicesOf(disk: MemoryDisk, account = 'account-1'): ExportServices {
  const source = fakeSource(() => []);
  return {
    store: disk.open(),
    source,
    accountOf: async () => account,
    rowsPerPart: 5,
    requestsPerMinute: 200,
    sourceWithin: () => source,
    pause: async () => {},
  };
}
const ask = (asked: Asked, disk = new MemoryDisk(), account?: string) =>
  askedExport(asked, servicesOf(disk, account), testCall());

describe('a window', () => {
  test('with its format and id is the export', async () => {
    expect(await ask(OCTOBER)).toEqual(identity());
    expect(await ask({ ...OCTOBER, format: 'csv' })).toEqual(identity({ format: 'csv' }));
    expect(await ask({ ...OCTOBER, exportId: 'mine' })).toEqual(identity({ exportId: 'mine' }));
  });

  test.each([{}, { from: OCTOBER.from }, { to: OCTOBER.to }])(
    'that is not whole is yesterday: %j',
    async (asked) => {
      expect(await ask(asked)).toMatchObject({
        from: '2026-11-21T00:00:00.000Z',
        to: '2026-11-22T00:00:00.000Z',
        format: 'ndjson',
      });
    },
  );

  test('must not end in the future, by the later of the clock and the time of the event', async () => {
    const to = '2026-11-22T12:30:00.000Z';
    const asked = { from: OCTOBER.from, to };
    await expect(ask(asked)).rejects.toMatchObject({ code: 'InvalidInput' });
    const services = servicesOf(new MemoryDisk());
    const early = testCall();
    const at = Date.parse(to);
    await expect(askedExport(asked, services, { ...early, clock: manualClock(at) })).resolves.toMatchObject({
      to,
    });
    await expect(askedExport(asked, services, { ...early, now: new Date(at) })).resolves.toMatchObject({
      to,
    });
  });
});

describe('a continuation', () => {
  /** Begins the export of October, and answers what it is carried on with. */
  async function begun(disk: MemoryDisk): Promise<string> {
    let left = 60_000;
    const source = fakeSource(() => charges(20), {
      before: (page) => {
        if (page === 2) left = 0;
      },
    });
    const call = () => ({ ...testCall(), deadline: { remaining: () => left } });
    const outcome = await runOnce({ disk, source, call });
    if (!('continuation' in outcome)) throw new Error('it goes on');
    return outcome.continuation;
  }

  test('needs nothing beside it, and what is said beside it must fit', async () => {
    const disk = new MemoryDisk();
    const continuation = await begun(disk);
    const { exportId } = identity();
    expect(await ask({ continuation }, disk)).toEqual(identity());
    expect(await ask({ continuation, ...OCTOBER, format: 'ndjson', exportId }, disk)).toEqual(identity());
    for (const other of [
      { format: 'csv' as const },
      { exportId: 'mine' },
      { from: '2026-10-02T00:00:00.000Z' },
      { to: '2026-10-02T00:00:00.000Z' },
    ]) {
      await expect(ask({ continuation, ...other }, disk)).rejects.toMatchObject({
        code: 'InvalidInput',
        errors: [
          { path: 'continuation', message: 'expected a continuation of this export, as it was answered' },
        ],
      });
    }
  });

  test('of an export that is not there is refused', async () => {
    const continuation = await begun(new MemoryDisk());
    await expect(ask({ continuation })).rejects.toMatchObject({ code: 'InvalidInput' });
  });

  test('of another account is a conflict', async () => {
    const disk = new MemoryDisk();
    const continuation = await begun(disk);
    await expect(ask({ continuation }, disk, 'account-2')).rejects.toMatchObject({ code: 'ExportConflict' });
  });
});
