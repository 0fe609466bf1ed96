// What the callers of the load benchmark ask, in the shares of an account's everyday traffic.
import { randomUUID } from 'node:crypto';
import type { RequestOptions } from 'node:http';

/** One request, made anew for every call. */
export interface LoadRequest {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
}

const aTransaction = () => ({
  id: randomUUID(),
  createdDate: new Date().toISOString(),
  amount: { credits: 1.5 },
});

/**
 * Ten requests of a round: four of the wallet, three of a site's word credits, two whether a job may run, one charge to
 * be kept. Each caller goes through them at its own pace, over and over.
 */
export function roundOf(siteIds: readonly string[], turn: number): readonly LoadRequest[] {
  const siteId = siteIds[turn % siteIds.length] ?? '';
  const balance = { name: 'balance', method: 'GET', path: '/v1/balance' } as const;
  const needed = { ...balance, path: '/v1/balance?requiredCredits=100' };
  const site = {
    name: 'translation-credits',
    method: 'GET',
    path: `/v1/sites/${siteId}/translation-credits`,
  } as const;
  const eligibility = {
    name: 'eligibility',
    method: 'POST',
    path: `/v1/sites/${siteId}/translation-eligibility`,
  } as const;
  const words = { ...eligibility, body: JSON.stringify({ wordCount: 12 }) };
  const content = [{ format: 'HTML', text: '<p>Fresh bread, <b>every</b> morning from six.</p>' }];
  const text = { ...eligibility, body: JSON.stringify({ content, sourceLanguage: 'EN' }) };
  const record = {
    name: 'record',
    method: 'POST',
    path: '/v1/transactions',
    body: JSON.stringify({ transactions: [aTransaction()] }),
  } as const;
  return [balance, site, words, needed, site, balance, text, needed, site, record];
}

/** The request as Node takes it. */
export function optionsOf({ method, path, body }: LoadRequest, token: string): RequestOptions {
  const json =
    body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return { method, path, headers: { authorization: `Bearer ${token}`, ...json } };
}
