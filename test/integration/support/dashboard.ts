// The dashboard behind a gateway, with the real authorizer, over an account in memory.
import { dashboard } from '../../../functions/dashboard.ts';
import { createAuthorizer } from '../../../lib/auth/authorizer.ts';
import { clientDirectory } from '../../../lib/auth/directory.ts';
import { hashToken, mintToken } from '../../../lib/auth/token.ts';
import type { Clock } from '../../../lib/call.ts';
import { overviewReader } from '../../../lib/dashboard/read/overview.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import { NOW } from '../../lib/dashboard/fleet.ts';
import { startHttpGateway } from '../../support/http-gateway.ts';
import type { MemoryDisk } from '../../support/memory-store.ts';

/** A dashboard that runs. */
export interface RunningDashboard {
  /** The address of its page. */
  readonly page: string;
  readonly origin: string;
  readonly token: string;
  /** Moves its clock. */
  advance(milliseconds: number): void;
  close(): Promise<void>;
}

/** Starts it at the time of the account. */
export async function startDashboard(disk: MemoryDisk): Promise<RunningDashboard> {
  const token = mintToken();
  const started = performance.now();
  let ahead = 0;
  const clock: Clock = {
    now: () => NOW + ahead + performance.now() - started,
    monotonic: () => performance.now(),
  };
  const scopes = ['credits:read'];
  const client = { id: 'acme', tokenSha256: hashToken(token).toString('hex'), scopes };
  const fetchSecret = async () => JSON.stringify({ clients: [client] });
  const write = () => undefined;
  const clients = clientDirectory({ secretId: 'clients', clock, fetchSecret });
  const services = { read: overviewReader(disk.open(), 6), clients: async () => clients };
  const handler = createHandler(dashboard, () => services, { environment: {}, clock, write });
  const gateway = await startHttpGateway({
    authorizer: createAuthorizer({
      environment: { CLIENTS_SECRET_ID: 'clients' },
      clock,
      fetchSecret,
      write,
    }),
    routes: {
      'GET /v1/dashboard': handler,
      'GET /v1/dashboard/data': handler,
      'POST /v1/dashboard/session': handler,
    },
  });
  return {
    page: `${gateway.url}/v1/dashboard`,
    origin: gateway.url,
    token,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    close: gateway.close,
  };
}
