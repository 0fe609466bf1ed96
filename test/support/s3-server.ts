// A small S3 on 127.0.0.1 whose conditional writes are exact, and which goes wrong on request as S3 and networks do.
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';

/** A request as a fault sees it. `number` counts from 1. */
export interface S3Request {
  readonly number: number;
  readonly method: string;
  readonly key: string;
  readonly query: URLSearchParams;
}

/**
 * What becomes of a request: an error of S3 before or after its effect, a connection cut before or after its effect,
 * in the middle of the answer's body, or no answer at all.
 */
export type S3Fault =
  | { readonly status: number; readonly code: string; readonly after?: boolean }
  | 'cut before'
  | 'cut after'
  | 'cut within'
  | 'hang';

interface StoredObject {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

interface Upload {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: Map<number, Buffer>;
}

class S3Error extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/** The bucket that the server has. */
export const BUCKET = 'test-bucket';

/** A running server: its state, and the fault to be had by each request. */
export class S3Server {
  readonly objects = new Map<string, StoredObject>();
  readonly uploads = new Map<string, Upload>();
  readonly requests: S3Request[] = [];
  /** Entries in a page of a listing. */
  pageSize = 1000;
  fault: (request: S3Request) => S3Fault | undefined = () => undefined;
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #clients: S3Client[] = [];

  /** Starts to listen on a free port. */
  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  /** Where it listens. */
  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : undefined}`;
  }

  /** A client for it: two attempts, and short waits. */
  client(silenceMs = 5_000): S3Client {
    const client = new S3Client({
      region: 'us-east-1',
      endpoint: this.url,
      forcePathStyle: true,
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      maxAttempts: 2,
      requestHandler: { connectionTimeout: 1_000, socketTimeout: silenceMs },
    });
    this.#clients.push(client);
    return client;
  }

  /** Ends the server and its clients. */
  async stop(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(message.url ?? '', 'http://s3');
    const [, bucket = '', ...names] = url.pathname.split('/').map(decodeURIComponent);
    const request: S3Request = {
      number: this.requests.length + 1,
      method: message.method ?? '',
      key: names.join('/'),
      query: url.searchParams,
    };
    this.requests.push(request);
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const fault = this.fault(request);
    if (fault === 'hang') return;
    if (fault === 'cut before') return void message.socket.destroy();
    try {
      if (typeof fault === 'object' && !fault.after) throw new S3Error(fault.status, fault.code);
      if (bucket !== BUCKET) throw new S3Error(404, 'NoSuchBucket');
      const { status, headers = {}, body = '' } = this.#answer(request, message, Buffer.concat(chunks));
      if (fault === 'cut after') return void message.socket.destroy();
      if (typeof fault === 'object') throw new S3Error(fault.status, fault.code);
      const bytes = Buffer.from(body);
      response.writeHead(status, { ...headers, 'content-length': bytes.byteLength });
      if (fault !== 'cut within') return void response.end(bytes);
      response.write(bytes.subarray(0, bytes.byteLength / 2), () => message.socket.destroy());
    } catch (thrown) {
      if (!(thrown instanceof S3Error)) throw thrown;
      response.writeHead(thrown.status, { 'content-type': 'application/xml' });
      response.end(request.method === 'HEAD' ? '' : `<Error><Code>${thrown.code}</Code></Error>`);
    }
  }

  #answer(request: S3Request, { headers }: IncomingMessage, body: Buffer): Answer {
    const { method, key, query } = request;
    const uploadId = query.get('uploadId') ?? '';
    if (method === 'GET' && key === '') return this.#list(query);
    if (method === 'GET' || method === 'HEAD') return this.#read(method, key);
    if (method === 'POST' && query.has('uploads')) return this.#begin(key, kept(headers));
    if (method === 'POST') return this.#complete(uploadId, headers);
    if (method === 'DELETE') {
      if (query.has('uploadId')) this.uploads.delete(uploadId);
      else this.objects.delete(key);
      return { status: 204 };
    }
    if (query.has('uploadId')) {
      this.#upload(uploadId).parts.set(Number(query.get('partNumber')), body);
      return { status: 200, headers: { etag: etagOf(body) } };
    }
    return this.#store(key, { body, headers: kept(headers) }, headers);
  }

  #read(method: string, key: string): Answer {
    const object = this.objects.get(key);
    if (object === undefined) throw new S3Error(404, 'NoSuchKey');
    const headers = { ...object.headers, etag: etagOf(object.body) };
    return { status: 200, headers, body: method === 'HEAD' ? '' : object.body };
  }

  #store(key: string, object: StoredObject, headers: IncomingMessage['headers']): Answer {
    const present = this.objects.get(key);
    if (headers['if-none-match'] === '*' && present !== undefined)
      throw new S3Error(412, 'PreconditionFailed');
    const expected = headers['if-match'];
    if (expected !== undefined && present === undefined) throw new S3Error(404, 'NoSuchKey');
    if (expected !== undefined && present !== undefined && etagOf(present.body) !== expected) {
      throw new S3Error(412, 'PreconditionFailed');
    }
    this.objects.set(key, object);
    return { status: 200, headers: { etag: etagOf(object.body) } };
  }

  #upload(id: string): Upload {
    const upload = this.uploads.get(id);
    if (upload === undefined) throw new S3Error(404, 'NoSuchUpload');
    return upload;
  }

  #begin(key: string, headers: Readonly<Record<string, string>>): Answer {
    const id = randomUUID();
    this.uploads.set(id, { key, headers, parts: new Map() });
    const body = `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`;
    return { status: 200, body };
  }

  #complete(id: string, conditions: IncomingMessage['headers']): Answer {
    const { key, headers, parts } = this.#upload(id);
    const body = Buffer.concat([...parts].sort(([a], [b]) => a - b).map(([, part]) => part));
    this.#store(key, { body, headers }, conditions);
    this.uploads.delete(id);
    return {
      status: 200,
      body: '<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>',
    };
  }

  #list(query: URLSearchParams): Answer {
    const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
    const keys = [...this.objects.keys()]
      .filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after)
      .sort();
    const page = keys.slice(0, this.pageSize);
    const entries = page.map((key) => {
      const size = this.objects.get(key)?.body.byteLength;
      return `<Contents><Key>${key}</Key><Size>${size}</Size></Contents>`;
    });
    const next =
      page.length < keys.length ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    return { status: 200, body: `<ListBucketResult>${entries.join('')}${next}</ListBucketResult>` };
  }
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

/** The headers that S3 keeps with an object. */
function kept(headers: IncomingMessage['headers']): Record<string, string> {
  const entries = Object.entries(headers).filter(
    ([name]) => name === 'content-type' || name.startsWith('x-amz-meta-'),
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
