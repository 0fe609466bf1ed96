// The rules of asking about an export without taking part in it.
import type { ExportIdentity } from '../../../../lib/export/manifest/manifest-schema.ts';
import { exportStatus, startExport } from '../../../../lib/export/run/ask.ts';
import { Failure } from '../../../../lib/failure.ts';
import { testCall } from '../../../support/call.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { charges, fakeSource, identity, OCTOBER, runOnce, runToEnd } from './world.ts';

const of = identity();

/** Starts the export; what was handed to the state machine is in `started`. */
function starting(disk: MemoryDisk, asked: ExportIdentity = of) {
  const started: string[] = [];
  const startWorkflow = async ({ exportId }: ExportIdentity) => void started.push(exportId);
  return { started, answer: startExport(asked, startWorkflow, disk.open(), testCall()) };
}
const status = (disk: MemoryDisk) => exportStatus(of.exportId, disk.open(), testCall());

describe('starting an export', () => {
  test('hands it over, and it can be found from then on', async () => {
    const disk = new MemoryDisk();
    const { started, answer } = starting(disk);
    expect(await answer).toEqual({
      status: 'RUNNING',
      exportId: of.exportId,
      ...OCTOBER,
      progress: { rows: 0, pages: 0 },
      savedAt: '2026-11-22T12:00:00.000Z',
    });
    expect(started).toEqual([of.exportId]);
    expect(await status(disk)).toEqual(await answer);
  });

  test('that is done hands nothing over, and says that it was done before', async () => {
    const disk = new MemoryDisk();
    await runToEnd({ disk, source: fakeSource(() => charges(7)) });
    const { started, answer } = starting(disk);
    expect(await answer).toMatchObject({ status: 'COMPLETE', rows: 7, alreadyDone: true });
    expect(started).toEqual([]);
  });

  test('under the id of another one that is done is a conflict', async () => {
    const disk = new MemoryDisk();
    await runToEnd({ disk, source: fakeSource(() => charges(1)) });
    const { started, answer } = starting(disk, { ...of, account: 'account-2' });
    await expect(answer).rejects.toMatchObject({ code: 'ExportConflict' });
    expect(started).toEqual([]);
  });

  test('that has failed says that it runs again, not what it failed of', async () => {
    const disk = new MemoryDisk();
    await failing(disk);
    expect(await status(disk)).toMatchObject({
      status: 'FAILED',
      error: { code: 'WixCredentialsRejected', detail: 'The key is gone.' },
      progress: { rows: 8, pages: 2 },
    });
    const answer = await starting(disk).answer;
    expect(answer).toMatchObject({ status: 'RUNNING' });
    expect(answer).not.toHaveProperty('error');
  });
});

/** Runs the export to its third page, which Wix refuses. */
async function failing(disk: MemoryDisk): Promise<void> {
  const source = fakeSource(() => charges(20), {
    before: (page) => {
      if (page === 3) throw new Failure('WixCredentialsRejected', 'The key is gone.');
    },
  });
  await expect(runOnce({ disk, source })).rejects.toMatchObject({ code: 'WixCredentialsRejected' });
}

describe('the status of an export', () => {
  test('that is done has links that work for an hour', async () => {
    const disk = new MemoryDisk();
    await runToEnd({ disk, source: fakeSource(() => charges(7)) });
    const answer = await status(disk);
    expect(answer).toMatchObject({ status: 'COMPLETE', rows: 7, urlsExpireAt: '2026-11-22T13:00:00.000Z' });
    expect(answer).not.toHaveProperty('alreadyDone');
  });

  test('that nobody has asked for is NotFound', async () => {
    await expect(status(new MemoryDisk())).rejects.toMatchObject({
      code: 'NotFound',
      message: 'There is no export of this id.',
    });
  });
});
