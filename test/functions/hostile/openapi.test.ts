// Hostile events at the function openapi.
import { openapi, openapiServices } from '../../../functions/openapi.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import { testHostileEvents } from '../../support/hostile/drive.ts';
import { HostileWorld } from '../../support/hostile/world.ts';

const world = new HostileWorld();

testHostileEvents('openapi', {
  open: (write) => createHandler(openapi, openapiServices, { environment: { LOG_LEVEL: 'debug' }, write }),
  enter: world.enter,
  calls: [{ method: 'GET', route: '/v1/openapi.json' }],
  inputs: [{}],
  reached: ['http 200', 'http 400', 'http 404', 'direct ok', 'direct InvalidInput'],
});
