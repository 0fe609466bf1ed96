// The operation `export` in memory: a window, and a handler over a simulated store and 40 charges.
import { exportTransactions } from '../../../functions/export.ts';
import type { ExportServices } from '../../../lib/export/run/services.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import type { HttpAnswer } from '../../../lib/operation/http-answer.ts';
import { httpApiEvent } from '../../events/http-api-v2.ts';
import { charges, type FakeSourceOptions, fakeSource } from '../../lib/export/run/world.ts';
import { manualClock } from '../../support/call.ts';
import { MemoryDisk } from '../../support/memory-store.ts';

/** The month that most tests export, and the id that such an export gets. */
export const OCTOBER = { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' };
export const ID = /^wix-ndjson-20261001-20261101-[0-9a-f]{16}$/;

/** A handler over a simulated store and 40 charges; what is not said here is as in the deployed function. */
export function open(services: Partial<ExportServices> = {}, options: FakeSourceOptions = {}) {
  const disk = new MemoryDisk();
  const clock = manualClock();
  const source = fakeSource(() => charges(40, 7200), options);
  const made: ExportServices = {
    store: disk.open(),
    source,
    accountOf: async () => 'account-1',
    rowsPerPart: 10,
    requestsPerMinute: 200,
    sourceWithin: () => source,
    pause: async () => {},
    ...services,
  };
  const handler = createHandler(exportTransactions, () => made, { environment: {}, clock, write: () => {} });
  const direct = (payload: unknown, remaining = 600_000) =>
    handler(payload, { awsRequestId: 'r', getRemainingTimeInMillis: () => remaining });
  const http = async (method: string, path: string, body?: unknown) => {
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer: HttpAnswer = Object(await handler(httpApiEvent({ method, path, ...text })));
    return { ...answer, json: JSON.parse(answer.body) };
  };
  return { disk, clock, source, direct, http };
}
