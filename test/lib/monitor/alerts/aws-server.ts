// Stands in for an AWS service over HTTP: keeps what it was asked, and answers what the test says.
import { once } from 'node:events';
import { createServer } from 'node:http';

/** One request as it came. */
export interface AwsRequest {
  readonly target: string | undefined;
  readonly body: string;
}

/** What the service answers. */
export interface AwsAnswer {
  readonly status?: number;
  readonly body: string;
}

/** A running stand-in. */
export interface AwsServer {
  readonly url: string;
  readonly requests: AwsRequest[];
  /** What it answers; undefined: nothing, ever. */
  answer: (request: AwsRequest) => AwsAnswer | undefined;
  close(): Promise<void>;
}

/** Starts one on this machine. */
export async function startAwsServer(answer: AwsServer['answer']): Promise<AwsServer> {
  const requests: AwsRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const target = incoming.headers['x-amz-target'];
    const request = { target: target?.toString(), body: Buffer.concat(chunks).toString() };
    requests.push(request);
    const answered = running.answer(request);
    if (answered === undefined) return;
    const { status = 200, body } = answered;
    const type = body.startsWith('<') ? 'text/xml' : 'application/x-amz-json-1.1';
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const running: AwsServer = {
    url: `http://127.0.0.1:${port}`,
    requests,
    answer,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return running;
}

/** The settings of a client that talks to it, without retries. */
export const clientFor = ({ url }: AwsServer) => ({
  endpoint: url,
  region: 'eu-west-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** Makes the environment name it as a service of AWS; the answer puts the environment back as it was. */
export function asEnvironment({ url }: AwsServer, service: string): () => void {
  const named = {
    [`AWS_ENDPOINT_URL_${service}`]: url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  const before = Object.keys(named).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, named);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
