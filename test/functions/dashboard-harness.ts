// The function dashboard over an account in memory, called as the gateway calls it, and the lines that it has written.
import { type DashboardServices, dashboard } from '../../functions/dashboard.ts';
import { clientDirectory } from '../../lib/auth/directory.ts';
import { hashToken, mintToken } from '../../lib/auth/token.ts';
import { overviewReader } from '../../lib/dashboard/read/overview.ts';
import { createHandler } from '../../lib/operation/handler.ts';
import { httpApiEvent } from '../events/http-api-v2.ts';
import { NOW } from '../lib/dashboard/fleet.ts';
import { asHttp } from '../lib/operation/harness.ts';
import type { MemoryDisk } from '../support/memory-store.ts';

/** The token of the one client that there is. */
export const token = mintToken();
const clock = { now: () => NOW, monotonic: () => 0 };
const secret = JSON.stringify({
  clients: [{ id: 'acme', tokenSha256: hashToken(token).toString('hex'), scopes: ['credits:read'] }],
});
/** What browsers accept of a page. */
export const BROWSER = 'text/html,application/xhtml+xml,*/*;q=0.8';
/** How a browser posts a form. */
export const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** The function over an account in memory. */
export function functionOn(disk: MemoryDisk) {
  const lines: string[] = [];
  const services: DashboardServices = {
    read: overviewReader(disk.open(), 6),
    clients: async () => clientDirectory({ secretId: 'clients', clock, fetchSecret: async () => secret }),
  };
  const call = createHandler(dashboard, () => services, {
    environment: {},
    clock,
    write: (line) => void lines.push(line),
  });
  /** As the gateway calls it, for a client or for nobody. */
  const http = async (
    method: string,
    path: string,
    given: { query?: string; body?: string; nobody?: true } = {},
  ) => {
    const { nobody, ...rest } = given;
    const headers = { accept: BROWSER, ...(given.body === undefined ? {} : form) };
    const event = httpApiEvent({ method, path, headers, ...rest });
    const authorizer = {
      lambda: nobody ? { clientId: '', scopes: '' } : { clientId: 'acme', scopes: 'credits:read' },
    };
    return asHttp(await call({ ...event, requestContext: { ...event.requestContext, authorizer } }));
  };
  return { call, http, lines };
}
