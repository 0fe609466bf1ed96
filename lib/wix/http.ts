// One HTTP exchange: what was answered, or how it broke. Knows nothing of Wix, of keys or of retries.
import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest, type RequestOptions } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import type { Clock } from '../call.ts';
import { createSocketCare } from './sockets.ts';

/** One request as it goes over the wire. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Milliseconds from now to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Whether a socket may be taken that has been idle for longer than a moment. */
  readonly repeatable: boolean;
}

/** An answer; of one that is no 2xx the body may be cut. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * No answer. `timeout`: not in time. `unsent`: no connection came about, so the server has seen nothing.
 * `closed`: a socket from an earlier exchange broke before an answer came. `broken`: anything else.
 */
export interface HttpFault {
  readonly fault: 'timeout' | 'unsent' | 'closed' | 'broken';
  readonly cause?: unknown;
}

/** The most that is read of a 2xx answer, and of any other, in characters. */
const BODY_LIMIT = 16 * 1024 * 1024;
const ERROR_BODY_LIMIT = 64 * 1024;

/** Errors that come up before the first byte of a request is sent. */
const UNSENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Makes the function that exchanges; its sockets live as long as it does. It never rejects. */
export function createExchange(baseUrl: string, clock: Clock) {
  const secure = baseUrl.startsWith('https:');
  const care = createSocketCare(secure ? HttpsAgent : HttpAgent, clock);
  const open = secure ? httpsRequest : httpRequest;
  // Wix's paths are a handful of constants: each is parsed once, as a URL costs a tenth of a warm call.
  const targets = new Map<string, RequestOptions>();
  const targetOf = (path: string): RequestOptions => {
    const known = targets.get(path);
    // Stryker disable next-line ConditionalExpression: to parse it once more takes time, and changes nothing.
    if (known !== undefined) return known;
    const target = urlToHttpOptions(new URL(baseUrl + path));
    targets.set(path, target);
    return target;
  };

  return ({ method, path, headers, body, timeoutMs, repeatable }: HttpRequest) =>
    new Promise<HttpAnswer | HttpFault>((resolve) => {
      care.dropStale(repeatable);
      let answered = false;
      const settle = (came: HttpAnswer | HttpFault) => {
        clearTimeout(timer);
        resolve(came);
      };
      let breakOff: (fault: HttpFault) => void = settle;

      const request = open({ ...targetOf(path), method, headers, agent: care.agent }, (response) => {
        answered = true;
        const status = response.statusCode ?? 0;
        const good = status >= 200 && status < 300;
        let text = '';
        const finish = () => settle({ status, headers: response.headers, body: text });
        // An error says what it has to say with its status: a cut body takes nothing from it.
        if (!good) breakOff = finish;
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > (good ? BODY_LIMIT : ERROR_BODY_LIMIT)) request.destroy();
        });
        response.on('end', () => {
          // A host that fails may be a sick one among many: the next request asks for another connection.
          if (status >= 500) request.socket?.destroy();
          finish();
        });
        response.on('error', (cause) => breakOff({ fault: 'broken', cause }));
      });

      const timer = setTimeout(() => {
        // A kept socket that is silent may have nobody at its other end; then the others have nobody either.
        if (!answered && request.reusedSocket) care.dropFree();
        breakOff({ fault: 'timeout' });
        request.destroy();
      }, timeoutMs);
      request.on('error', (cause: NodeJS.ErrnoException) => {
        if (answered) return breakOff({ fault: 'broken', cause });
        if (UNSENT.has(cause.code ?? '')) return settle({ fault: 'unsent', cause });
        const closed = request.reusedSocket && (cause.code === 'ECONNRESET' || cause.code === 'EPIPE');
        if (closed) care.dropFree();
        settle({ fault: closed ? 'closed' : 'broken', cause });
      });
      request.on('close', () => {
        if (!answered) settle({ fault: 'broken' });
      });
      request.end(body);
    });
}
