// Hostile events at the function export.
import { exportTransactions } from '../../../functions/export.ts';
import type { ExportServices } from '../../../lib/export/run/services.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import { charges, fakeSource, identity, runToEnd } from '../../lib/export/run/world.ts';
import { testHostileEvents } from '../../support/hostile/drive.ts';
import { HostileWorld } from '../../support/hostile/world.ts';
import { MemoryDisk } from '../../support/memory-store.ts';

const disk = new MemoryDisk();
const source = fakeSource(() => charges(12, 7200));
await runToEnd({ disk, source, of: identity({ exportId: 'done' }) });
const world = new HostileWorld(disk.objects);
const services = (): ExportServices => ({
  store: world.store,
  source,
  accountOf: async () => 'account-1',
  rowsPerPart: 5,
  requestsPerMinute: 200,
  sourceWithin: () => source,
  pause: async () => {},
});
const window = { from: '2026-10-01T00:00:00Z', to: '2026-10-02T00:00:00Z' };

testHostileEvents('export', {
  open: (write) =>
    createHandler(exportTransactions, services, {
      environment: { LOG_LEVEL: 'debug' },
      write,
      clock: world.clock,
    }),
  enter: world.enter,
  calls: [
    { method: 'POST', route: '/v1/exports', body: window },
    { method: 'POST', route: '/v1/exports', body: { ...window, format: 'csv', exportId: 'mine' } },
    { method: 'GET', route: '/v1/exports/{exportId}', parameters: { exportId: 'done' } },
  ],
  inputs: [
    {},
    { ...window, format: 'focus' },
    { action: 'start', ...window },
    { action: 'status', exportId: 'done' },
    { continuation: `mine.${'0'.repeat(16)}.${'0'.repeat(32)}` },
    { ...window, exportId: 'done' },
    { action: 'plan', ...window, to: '2026-10-09T00:00:00Z' },
    { action: 'run', ...window, requestsPerMinute: 50 },
  ],
  reached: [
    'http 200',
    'http 400',
    'http 404',
    'http 500',
    'direct ok',
    'direct InvalidInput',
    'direct ExportConflict',
  ],
});
