// Hostile events at the function usage.
import { usage } from '../../../functions/usage.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import { charges, fakeSource } from '../../lib/export/run/world.ts';
import { Account, HOUR, siteId } from '../../lib/monitor/account.ts';
import { testHostileEvents } from '../../support/hostile/drive.ts';
import { HostileWorld } from '../../support/hostile/world.ts';

const account = new Account(2);
for (let round = 0; round < 3; round += 1) {
  account.site(1).used += 3;
  account.wallet.periodic -= 2;
  await account.run();
  account.wait(2 * HOUR);
}
const world = new HostileWorld(account.disk.objects);
const services = () => ({ store: world.store, openTransactions: () => fakeSource(() => charges(8)) });

testHostileEvents('usage', {
  open: (write) =>
    createHandler(usage, services, { environment: { LOG_LEVEL: 'debug' }, write, clock: account.clock }),
  enter: world.enter,
  calls: [
    { method: 'GET', route: '/v1/usage' },
    { method: 'GET', route: '/v1/usage', query: { from: '2026-11-02', to: '2026-11-03', siteId: siteId(1) } },
    { method: 'GET', route: '/v1/usage', query: { from: '2026-11-01', to: '2026-11-03', scope: 'ACCOUNT' } },
  ],
  inputs: [{}, { from: '2026-11-02', to: '2026-11-03', siteIds: [siteId(0)], scope: 'SITES' }],
  reached: ['http 200', 'http 400', 'http 404', 'http 500', 'direct ok', 'direct InvalidInput'],
});
