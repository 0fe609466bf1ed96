// The dashboard: its page, its data, and the sign-in of a browser.
import * as v from 'valibot';
import type { ClientDirectory } from '../lib/auth/directory.ts';
import { systemClock } from '../lib/call.ts';
import { type Config, required } from '../lib/config.ts';
import { dashboardPage } from '../lib/dashboard/dashboard-page.ts';
import { problemPage } from '../lib/dashboard/problem-page.ts';
import { overviewReader, type ReadOverview } from '../lib/dashboard/read/overview.ts';
import { signIn } from '../lib/dashboard/sign-in.ts';
import { signInPage } from '../lib/dashboard/sign-in-page.ts';
import { dataOf } from '../lib/dashboard/view/build.ts';
import { dataSchema } from '../lib/dashboard/view/data.ts';
import { selectionOf } from '../lib/dashboard/view/query.ts';
import { Failure } from '../lib/failure.ts';
import { monitorSettings } from '../lib/monitor/settings.ts';
import { readForm } from '../lib/operation/form.ts';
import { createHandler } from '../lib/operation/handler.ts';
import { defineOperation, type Presentation } from '../lib/operation/operation.ts';
import { openStore } from '../lib/store/open-store.ts';

const text = v.optional(v.pipe(v.string(), v.maxLength(1000)));

const input = v.object({
  view: v.optional(v.picklist(['data', 'page', 'session'], 'expected data, page or session'), 'data'),
  clientId: text,
  accept: text,
  q: text,
  state: text,
  sort: text,
  page: text,
  site: text,
  token: text,
  action: v.optional(v.picklist(['sign-in', 'sign-out'], 'expected sign-in or sign-out'), 'sign-in'),
  fetchSite: text,
});

const answer = v.object({
  status: v.number(),
  headers: v.record(v.string(), v.string()),
  body: v.string(),
});
const output = v.union([dataSchema, answer]);

const present = (made: v.InferOutput<typeof output>): Presentation => ('body' in made ? made : {});
const query = (name: string) => ({ name, type: 'text' }) as const;

/** What the operation works with. */
export interface DashboardServices {
  readonly read: ReadOverview;
  /** Who may sign in. */
  readonly clients: () => Promise<ClientDirectory>;
}

/** Makes it from the environment. Throws Failure `Internal` when STORE_URI or CLIENTS_SECRET_ID is not set. */
export function dashboardServices(config: Config): DashboardServices {
  const { rules } = monitorSettings(config);
  const secretId = required(config, 'CLIENTS_SECRET_ID');
  let clients: ClientDirectory | undefined;
  return {
    read: overviewReader(openStore(required(config, 'STORE_URI')), rules.staleAfterHours),
    clients: async () => {
      // Most calls show something, and need no client of Secrets Manager.
      const { clientDirectory } = await import('../lib/auth/directory.ts');
      clients ??= clientDirectory({ secretId, clock: systemClock });
      return clients;
    },
  };
}

/**
 * `data` is everything that the monitor and the exports have stored, ready to be shown; `page` is the same as HTML, with
 * the sites that the query selects, for a client that the gateway has let in, and for nobody the sign-in, or 401 where no browser asks; `session` signs a
 * browser in or out. A direct call gets the data.
 */
export const dashboard = defineOperation({
  name: 'dashboard',
  description: 'Wallet, sites, usage, forecasts, alerts and exports as a page, and as its data.',
  routes: [
    {
      method: 'GET',
      path: '/v1/dashboard',
      scope: 'credits:read',
      query: {
        q: query('q'),
        state: query('state'),
        sort: query('sort'),
        page: query('page'),
        site: query('site'),
      },
      constants: { view: 'page' },
      given: ({ clientId = '', headers }) => ({ clientId, accept: headers.get('accept')?.slice(0, 1000) }),
      present,
      presentProblem: problemPage('dashboard'),
    },
    { method: 'GET', path: '/v1/dashboard/data', scope: 'credits:read', constants: { view: 'data' } },
    {
      method: 'POST',
      path: '/v1/dashboard/session',
      scope: 'credits:read',
      body: readForm,
      maxBodyBytes: 10_000,
      constants: { view: 'session' },
      given: ({ headers }) => ({ fetchSite: headers.get('sec-fetch-site') }),
      present,
      presentProblem: problemPage('../dashboard'),
    },
  ],
  input,
  output,
  run: async (
    { view, clientId, accept = '', token, action, fetchSite, site, ...asked },
    call,
    services: DashboardServices,
  ) => {
    const { read, clients } = services;
    if (view === 'session') return signIn({ token, action, fetchSite }, await clients(), call);
    const now = call.clock.now();
    if (view === 'data') return dataOf(await read(now, true));
    if (clientId === undefined || clientId === '') {
      if (accept.includes('text/html')) return signInPage();
      throw new Failure('Unauthorized', 'A client token with the scope credits:read is required.');
    }
    return dashboardPage(await read(now, false), { selection: selectionOf(asked), site });
  },
});

export const handler = createHandler(dashboard, dashboardServices);
