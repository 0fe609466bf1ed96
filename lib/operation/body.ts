// The JSON body of a request.
import { type Fields, type HttpRequest, isFields } from './http-request.ts';
import { refuse } from './invalid-input.ts';

const DEFAULT_LIMIT = 1024 * 1024;

/**
 * The text of a body that is not empty.
 * @throws Failure `InvalidInput` when it is oversized or not UTF-8.
 */
export function bodyText(body: string, base64: boolean, limit: number = DEFAULT_LIMIT): string {
  const encoding = base64 ? 'base64' : 'utf8';
  // The length of base64 is known without decoding it, so an oversized body costs nothing.
  if (Buffer.byteLength(body, encoding) > limit) refuse('body', `expected at most ${limit} bytes`);
  if (!base64) return body;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(body, encoding));
  } catch {
    return refuse('body', 'expected UTF-8');
  }
}

/**
 * Reads the body as a JSON object; no body is an empty object. A missing content type counts as JSON.
 * @throws Failure `InvalidInput` for another content type, an oversized body, and what is not a JSON object in UTF-8.
 */
export function readBody({ body, base64, headers }: HttpRequest, limit?: number): Fields {
  if (!body) return {};
  const type = headers.get('content-type') ?? '';
  if (!/^\s*(application\/([\w.-]+\+)?json\s*(;|$)|$)/i.test(type)) {
    refuse('content-type', 'expected application/json in the header Content-Type');
  }
  // `trim` also takes away a byte order mark.
  const text = bodyText(body, base64, limit).trim();
  let value: unknown = {};
  try {
    if (text !== '') value = JSON.parse(text);
  } catch {
    // The parser's message quotes the body, so it is not passed on.
    refuse('body', 'expected JSON');
  }
  return isFields(value) ? value : refuse('body', 'expected a JSON object');
}
