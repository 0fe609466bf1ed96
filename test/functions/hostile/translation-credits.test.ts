// Hostile events at the function translation-credits.
import { translationCredits } from '../../../functions/translation-credits.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import { testHostileEvents } from '../../support/hostile/drive.ts';
import { HostileWorld, SITE } from '../../support/hostile/world.ts';

const world = new HostileWorld();

testHostileEvents('translation-credits', {
  open: (write) =>
    createHandler(translationCredits, () => world, { environment: { LOG_LEVEL: 'debug' }, write }),
  enter: world.enter,
  calls: [
    { method: 'GET', route: '/v1/sites/{siteId}/translation-credits', parameters: { siteId: SITE } },
    { method: 'GET', route: '/v1/translation-credits', query: { siteId: SITE } },
    { method: 'GET', route: '/v1/translation-credits' },
  ],
  inputs: [{}, { siteId: SITE }, { siteIds: [SITE, '00000000-0000-4000-8000-000000000001'] }],
  reached: ['http 200', 'http 400', 'http 404', 'http 503', 'direct ok', 'direct InvalidInput'],
});
