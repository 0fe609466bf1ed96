// `export` called directly or by a workflow: what it refuses, and that nothing is stored then.
import { OCTOBER, open } from './open.ts';

describe('run, called directly or by Step Functions', () => {
  test.each([
    ['from', { from: 'yesterday', to: OCTOBER.to }],
    ['from', { from: '2026-10-01', to: OCTOBER.to }],
    ['from', { from: '2026-10-01T00:00:00', to: OCTOBER.to }],
    ['from', { from: OCTOBER.to, to: OCTOBER.from }],
    ['from', { to: OCTOBER.to }],
    ['to', { from: OCTOBER.from }],
    ['to', { from: '2025-09-01T00:00:00Z', to: OCTOBER.to }],
    ['to', { from: OCTOBER.from, to: '2026-11-22T12:00:01Z' }],
    ['format', { ...OCTOBER, format: 'xlsx' }],
    ['exportId', { ...OCTOBER, exportId: '../x' }],
    ['exportId', { ...OCTOBER, exportId: 'x'.repeat(65) }],
    ['exportId', { action: 'status' }],
    ['continuation', { continuation: 'nonsense' }],
    ['continuation', { continuation: `mine.${'0'.repeat(16)}.${'0'.repeat(32)}` }],
    ['action', { ...OCTOBER, action: 'delete' }],
    ['until', { ...OCTOBER, until: OCTOBER.to }],
    ['from', { action: 'plan' }],
    ['from', { action: 'plan', from: OCTOBER.to, to: OCTOBER.from }],
    ['to', { action: 'plan', from: '2025-09-01T00:00:00Z', to: OCTOBER.to }],
    ['action', { ...OCTOBER, action: 'plan', exportId: 'mine' }],
    ['requestsPerMinute', { ...OCTOBER, action: 'run', requestsPerMinute: 0 }],
    ['requestsPerMinute', { ...OCTOBER, requestsPerMinute: 50 }],
  ])('refuses a bad %s: %j', async (path, payload) => {
    const { direct, disk } = open();
    await expect(direct(payload)).rejects.toThrow(`${path}:`);
    await expect(direct(payload)).rejects.toMatchObject({ name: 'InvalidInput' });
    expect(disk.objects.size).toBe(0);
  });

  test('refuses a continuation beside another window, format or exportId', async () => {
    const { direct, clock } = open({}, { before: () => clock.advance(200_000) });
    const { continuation } = Object(await direct(OCTOBER));
    const others = [
      { from: '2026-10-02T00:00:00Z', to: OCTOBER.to },
      { from: OCTOBER.from, to: '2026-10-31T00:00:00Z' },
      { format: 'csv' },
      { exportId: 'mine' },
    ];
    for (const other of others) {
      await expect(direct({ ...other, continuation })).rejects.toMatchObject({ name: 'InvalidInput' });
    }
    expect(await direct({ ...OCTOBER, format: 'ndjson', continuation })).toMatchObject({
      status: 'CONTINUE',
    });
  });

  test('refuses a continuation of another account', async () => {
    let account = 'account-1';
    const { direct, clock } = open(
      { accountOf: async () => account },
      { before: () => clock.advance(200_000) },
    );
    const { continuation } = Object(await direct(OCTOBER));
    account = 'account-2';
    await expect(direct({ continuation })).rejects.toMatchObject({ name: 'ExportConflict' });
  });

  test('refuses an exportId that another export has', async () => {
    const { direct } = open();
    await direct({ ...OCTOBER, exportId: 'mine' });
    await expect(direct({ ...OCTOBER, format: 'csv', exportId: 'mine' })).rejects.toMatchObject({
      name: 'ExportConflict',
    });
  });
});
