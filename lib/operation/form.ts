// The body of a request that an HTML form has sent.
import { bodyText } from './body.ts';
import type { Fields, HttpRequest } from './http-request.ts';
import { refuse } from './invalid-input.ts';

const FORM = /^\s*application\/x-www-form-urlencoded\s*(;|$)/i;

/**
 * Reads the body as the fields of a form; each is a text.
 * @throws Failure `InvalidInput` for another content type, an oversized body, and a field that comes twice.
 */
export function readForm({ body, base64, headers }: HttpRequest, limit?: number): Fields {
  if (!body) return {};
  if (!FORM.test(headers.get('content-type') ?? '')) {
    refuse('content-type', 'expected application/x-www-form-urlencoded in the header Content-Type');
  }
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(bodyText(body, base64, limit))) {
    if (fields.has(name)) refuse(name, 'expected only once');
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}
