// Hostile events at the function record.
import { record } from '../../../functions/record.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import { testHostileEvents } from '../../support/hostile/drive.ts';
import { CONTENT_MARKER } from '../../support/hostile/values.ts';
import { HostileWorld } from '../../support/hostile/world.ts';

const world = new HostileWorld();
const transactions = [
  {
    id: 't-1',
    revision: '1',
    createdDate: '2026-10-01T09:30:00Z',
    amount: { credits: 1.5, cost: { amount: '0.015', currencyCode: 'USD' } },
    description: CONTENT_MARKER,
    metadata: { fields: { model: 'x' } },
  },
  { id: { value: 't-2' }, createdDate: { seconds: '1790000000', nanos: 5 }, amount: { credits: '2' } },
];

testHostileEvents('record', {
  open: (write) => createHandler(record, () => world, { environment: { LOG_LEVEL: 'debug' }, write }),
  enter: world.enter,
  calls: [{ method: 'POST', route: '/v1/transactions', body: { transactions } }],
  inputs: [{ transactions }],
  reached: ['http 200', 'http 400', 'http 404', 'http 500', 'direct ok', 'direct InvalidInput'],
});
