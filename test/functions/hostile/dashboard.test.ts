// Hostile events at the function dashboard.
import { dashboard } from '../../../functions/dashboard.ts';
import { clientDirectory } from '../../../lib/auth/directory.ts';
import { hashToken, mintToken } from '../../../lib/auth/token.ts';
import { overviewReader } from '../../../lib/dashboard/read/overview.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import { NOW } from '../../lib/dashboard/fleet.ts';
import { storedAccount } from '../../lib/dashboard/stored-account.ts';
import { testHostileEvents } from '../../support/hostile/drive.ts';
import { HostileWorld } from '../../support/hostile/world.ts';

const token = mintToken();
const clients = [{ id: 'acme', tokenSha256: hashToken(token).toString('hex'), scopes: ['credits:read'] }];
const clock = { now: () => NOW, monotonic: () => 0 };
const world = new HostileWorld(storedAccount(5).objects);
const fetchSecret = async () => JSON.stringify({ clients });
const services = () => ({
  read: overviewReader(world.store, 6),
  clients: async () => clientDirectory({ secretId: 'clients', clock, fetchSecret }),
});
const browser = { accept: 'text/html,*/*;q=0.8' };
const form = {
  ...browser,
  'content-type': 'application/x-www-form-urlencoded',
  'sec-fetch-site': 'same-origin',
};

testHostileEvents('dashboard', {
  open: (write) => createHandler(dashboard, services, { environment: { LOG_LEVEL: 'debug' }, write, clock }),
  enter: world.enter,
  calls: [
    {
      method: 'GET',
      route: '/v1/dashboard',
      headers: browser,
      query: { q: 'a', state: 'low', sort: 'name', page: '2' },
    },
    { method: 'GET', route: '/v1/dashboard' },
    { method: 'GET', route: '/v1/dashboard/data' },
    { method: 'POST', route: '/v1/dashboard/session', headers: form, rawBody: `token=${token}` },
    { method: 'POST', route: '/v1/dashboard/session', headers: form, rawBody: 'action=sign-out' },
  ],
  inputs: [{}, { view: 'page', clientId: 'acme' }, { view: 'session', token, fetchSite: 'same-origin' }],
  reached: ['http 200', 'http 303', 'http 400', 'http 404', 'http 500', 'direct ok', 'direct InvalidInput'],
});
