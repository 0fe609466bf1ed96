// `export` called directly or by a workflow: an export is run, carried on from call to call, or planned.
import { manifestKey } from '../../../lib/export/run/keys.ts';
import { charges, fakeSource } from '../../lib/export/run/world.ts';
import { ID, OCTOBER, open } from './open.ts';

describe('run, called directly or by Step Functions', () => {
  test('answers COMPLETE with the files, their figures and the manifest', async () => {
    const { direct, disk } = open();
    const answer = await direct(OCTOBER);
    expect(answer).toEqual({
      status: 'COMPLETE',
      exportId: expect.stringMatching(ID),
      from: '2026-10-01T00:00:00.000Z',
      to: '2026-11-01T00:00:00.000Z',
      rows: 40,
      credits: '4',
      cost: { USD: '4.00' },
      files: expect.any(Array),
      manifest: expect.stringMatching(/^memory:\/\/\/exports\/manifests\/wix-ndjson-.*\.json$/),
    });
    const { exportId, files } = Object(answer);
    expect(files.map(({ rows }: { rows: number }) => rows)).toEqual([10, 2, 10, 2, 10, 2, 4]);
    for (const { uri, bytes } of files) {
      expect(uri).toMatch(/\/exports\/ndjson\/wix-.*\/dt=2026-10-0\d\/part-0000\d\.ndjson\.gz$/);
      expect(disk.objects.get(uri.slice('memory:///'.length))?.byteLength).toBe(bytes);
    }
    expect(disk.objects.has(manifestKey(exportId))).toBe(true);
    expect(await direct(OCTOBER)).toEqual({ ...Object(answer), alreadyDone: true });
  });

  test('answers CONTINUE, and the continuation alone carries it on', async () => {
    const { direct, clock } = open({}, { before: () => clock.advance(100_000) });
    let answer = Object(await direct({ ...OCTOBER, format: 'csv', exportId: 'mine' }));
    expect(answer).toEqual({
      status: 'CONTINUE',
      exportId: 'mine',
      waitSeconds: 1,
      continuation: expect.stringMatching(/^mine\.[0-9a-f]{16}\.[0-9a-f]{32}$/),
      progress: { rows: 24, pages: 6 },
    });
    for (let calls = 1; answer.status === 'CONTINUE' && calls < 10; calls += 1) {
      answer = Object(await direct({ continuation: answer.continuation }));
    }
    expect(answer).toMatchObject({ status: 'COMPLETE', exportId: 'mine', rows: 40 });
  });

  test('takes a continuation again that it has taken before: a workflow did not get the answer', async () => {
    const { direct, clock } = open({}, { before: () => clock.advance(200_000) });
    const { continuation } = Object(await direct(OCTOBER));
    const second = Object(await direct({ continuation }));
    expect(second.continuation).not.toBe(continuation);
    expect(await direct({ continuation })).toMatchObject({ progress: { pages: 9 } });
  });

  test('asks Wix within the share that it is told of, and makes the export that it would have made', async () => {
    const shares: number[] = [];
    const source = fakeSource(() => charges(40, 7200));
    const sourceWithin = (requestsPerMinute: number) => {
      shares.push(requestsPerMinute);
      return source;
    };
    const { direct } = open({ sourceWithin });
    const answer = Object(await direct({ ...OCTOBER, action: 'run', requestsPerMinute: 50 }));
    expect(shares).toEqual([50]);
    expect(await direct(OCTOBER)).toEqual({ ...answer, alreadyDone: true });
  });

  test('plans an export for each day of a window, and touches nothing', async () => {
    const { direct, disk } = open();
    expect(await direct({ ...OCTOBER, action: 'plan', format: 'csv' })).toMatchObject({
      status: 'PLAN',
      from: '2026-10-01T00:00:00.000Z',
      to: '2026-11-01T00:00:00.000Z',
      days: 31,
      concurrency: 2,
      windows: expect.arrayContaining([
        expect.objectContaining({ action: 'run', format: 'csv', requestsPerMinute: 100 }),
      ]),
    });
    expect(disk.objects.size).toBe(0);
  });

  test('goes on with an export whose rows a file were set otherwise meanwhile', async () => {
    const settings = { rowsPerPart: 10 };
    const { direct, clock } = open(settings, { before: () => clock.advance(100_000) });
    const { continuation } = Object(await direct(OCTOBER));
    settings.rowsPerPart = 7;
    expect(await direct({ continuation })).toMatchObject({ status: 'COMPLETE', rows: 40 });
  });

  test('waits for a window that has only just ended to settle', async () => {
    const { direct, clock, source } = open();
    const window = { from: '2026-11-22T11:00:00Z', to: '2026-11-22T12:00:00Z' };
    const { continuation, waitSeconds } = Object(await direct(window));
    expect(waitSeconds).toBe(300);
    expect(source.state.pages).toBe(0);
    clock.advance(300_000);
    expect(await direct({ continuation })).toMatchObject({ status: 'COMPLETE', rows: 0 });
  });
});
