// Hostile events at the function balance.
import { balance } from '../../../functions/balance.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import { testHostileEvents } from '../../support/hostile/drive.ts';
import { HostileWorld, SITE } from '../../support/hostile/world.ts';

const world = new HostileWorld();

testHostileEvents('balance', {
  open: (write) => createHandler(balance, () => world, { environment: { LOG_LEVEL: 'debug' }, write }),
  enter: world.enter,
  calls: [
    { method: 'GET', route: '/v1/balance' },
    { method: 'GET', route: '/v1/balance', query: { siteId: SITE, requiredCredits: '1.5' } },
  ],
  inputs: [{}, { siteId: SITE, requiredCredits: 10 }],
  reached: [
    'http 200',
    'http 204',
    'http 400',
    'http 404',
    'http 500',
    'http 503',
    'direct ok',
    'direct InvalidInput',
  ],
});
