// The JSON body of a request.
import { Failure } from '../failure.ts';
import { type Fields, type HttpRequest, isFields } from './http-request.ts';

const DEFAULT_LIMIT = 1024 * 1024;

function refuse(path: string, message: string, detail: string): never {
  throw new Failure('InvalidInput', detail, { errors: [{ path, message }] });
}

function decode(request: HttpRequest, body: string, limit: number): string {
  const encoding = request.base64 ? 'base64' : 'utf8';
  // The length of base64 is known without decoding it, so an oversized body costs nothing.
  if (Buffer.byteLength(body, encoding) > limit) {
    refuse('body', `expected at most ${limit} bytes`, 'The body is too large.');
  }
  if (!request.base64) return body;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(body, encoding));
  } catch {
    return refuse('body', 'expected UTF-8', 'The body is not UTF-8.');
  }
}

/**
 * Reads the body as a JSON object; no body is an empty object. A missing content type counts as JSON.
 * @throws Failure `InvalidInput` for another content type, an oversized body, and what is not a JSON object in UTF-8.
 */
export function readBody(request: HttpRequest, limit: number = DEFAULT_LIMIT): Fields {
  if (request.body === undefined || request.body === '') return {};
  const type = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type !== '' && !/^application\/(.+\+)?json$/.test(type)) {
    refuse('content-type', 'expected application/json', 'The header Content-Type must say application/json.');
  }
  // `trim` also takes away a byte order mark.
  const text = decode(request, request.body, limit).trim();
  if (text === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the body, so it is not passed on.
    refuse('body', 'expected JSON', 'The body is not JSON.');
  }
  return isFields(value) ? value : refuse('body', 'expected a JSON object', 'The body is not a JSON object.');
}
