// A local AWS Secrets Manager on HTTP: the few operations that the bundle and its scripts use, and faults on demand.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { AwsError } from './error.ts';
import { OPERATIONS } from './operations.ts';
import { Vault } from './vault.ts';

/** A fault: no answer at all, a connection cut, an AWS error (status 400 unless given), or a late answer. */
export type SecretsFault =
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'error'; readonly type: string; readonly status?: number }
  | { readonly kind: 'delay'; readonly milliseconds: number };

/** One request as it came in. */
export interface SecretsCall {
  readonly operation: string;
  readonly secretId: string | undefined;
}

/** A running or stopped local Secrets Manager. */
export interface LocalSecrets {
  /** Starts on 127.0.0.1; port 0 (the default) takes a free one. Resolves with the URL for `AWS_ENDPOINT_URL_SECRETS_MANAGER`. */
  listen(port?: number): Promise<string>;
  /** Stops and cuts every connection, also those that hang. */
  close(): Promise<void>;
  /** Writes the current value, making the secret if there is none. */
  set(name: string, text: string): void;
  /** The next `times` requests (default: all) meet the fault; undefined ends it. */
  fault(fault: SecretsFault | undefined, times?: number): void;
  /** Cuts the idle connections, as happens to those of a frozen sandbox. */
  dropConnections(): void;
  readonly calls: readonly SecretsCall[];
}

const MAXIMUM_BODY = 200_000;

async function readJson(request: IncomingMessage): Promise<object> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAXIMUM_BODY)
      throw new AwsError('RequestEntityTooLargeException', 'The body is too large', 413);
    chunks.push(bytes);
  }
  try {
    const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new AwsError('SerializationException', 'The body is not a JSON object');
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
  });
  response.end(JSON.stringify(body));
}

/** Makes a local Secrets Manager that holds `secrets` (name → text). */
export function createLocalSecrets(
  options: { readonly secrets?: Readonly<Record<string, string>> } = {},
): LocalSecrets {
  const vault = new Vault();
  const calls: SecretsCall[] = [];
  let planned: { readonly fault: SecretsFault; left: number } | undefined;

  for (const [name, text] of Object.entries(options.secrets ?? {})) vault.set(name, text);

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const input = await readJson(request);
    const operation = String(request.headers['x-amz-target'] ?? '').replace(/^secretsmanager\./, '');
    calls.push({ operation, secretId: 'SecretId' in input ? String(input.SecretId) : undefined });
    const fault = planned !== undefined && planned.left-- > 0 ? planned.fault : undefined;
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'reset') {
      request.socket.destroy();
      return;
    }
    if (fault?.kind === 'error') throw new AwsError(fault.type, 'A fault that was asked for', fault.status);
    if (fault?.kind === 'delay')
      await new Promise((resolve) => setTimeout(resolve, fault.milliseconds).unref());
    const run = OPERATIONS.get(operation);
    if (run === undefined) throw new AwsError('UnknownOperationException', 'The operation is not known');
    answer(response, 200, run(vault, input));
  }

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      if (response.destroyed) return;
      if (error instanceof AwsError)
        answer(response, error.status, { __type: error.type, Message: error.message });
      else answer(response, 500, { __type: 'InternalServiceError', Message: String(error) });
    });
  });

  return {
    listen: (port = 0) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          const address = server.address();
          if (address === null || typeof address === 'string') reject(new Error('Not listening on a port'));
          else resolve(`http://127.0.0.1:${address.port}`);
        });
      }),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
    set: (name, text) => vault.set(name, text),
    fault(fault, times = Number.POSITIVE_INFINITY) {
      planned = fault && { fault, left: times };
    },
    dropConnections: () => server.closeAllConnections(),
    calls,
  };
}
