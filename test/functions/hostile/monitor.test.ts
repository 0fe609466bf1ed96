// Hostile events at the function monitor.
import { monitor } from '../../../functions/monitor.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import { Account } from '../../lib/monitor/account.ts';
import { testHostileEvents } from '../../support/hostile/drive.ts';
import { HostileWorld, SITE } from '../../support/hostile/world.ts';

const { settings, mails, clock } = new Account();
const world = new HostileWorld();
const services = () => ({ wix: world.wix, store: world.store, settings, channels: [mails.channel()] });
const at = '2026-11-02T00:15:00Z';

testHostileEvents('monitor', {
  open: (write) => createHandler(monitor, services, { environment: { LOG_LEVEL: 'debug' }, write, clock }),
  enter: world.enter,
  calls: [],
  inputs: [
    {},
    { siteIds: [SITE], at },
    { step: 'plan', at },
    { step: 'share', share: 'sites-000', at },
    { step: 'share', share: 'wallets', at },
    { step: 'end', at },
  ],
  reached: ['direct ok', 'direct InvalidInput', 'direct Internal'],
});
