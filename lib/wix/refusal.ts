// What an answer of Wix that is no 2xx means: the code of the contract, and a detail that says who must act.
import * as v from 'valibot';
import type { Code } from '../codes.ts';
import { Failure } from '../failure.ts';
import type { HttpAnswer } from './http.ts';
import type { WixRequest } from './transport.ts';

const errorBody = v.object({
  details: v.object({ applicationError: v.object({ code: v.pipe(v.string(), v.regex(/^\w{1,80}$/)) }) }),
});

/** Out of credits, wherever it is said: Wix documents no status for the second. */
const OUT_OF_CREDITS = new Set(['REQUEST_NOT_ELIGIBLE', 'NOT_ENOUGH_CREDITS']);

/** The JSON of a text; undefined for anything else, HTML and nothing at all included. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Wix's application error code in an error body, when it has one. */
export function applicationCodeOf(body: string): string | undefined {
  const parsed = v.safeParse(errorBody, parseJson(body));
  return parsed.success ? parsed.output.details.applicationError.code : undefined;
}

/** The request id that Wix gave an answer, when it can be one. */
export function wixRequestIdOf(answer: HttpAnswer): string | undefined {
  const id = answer.headers['x-wix-request-id'];
  return typeof id === 'string' && /^[\x21-\x7e]{1,200}$/.test(id) ? id : undefined;
}

function codeOf(status: number, applicationCode: string | undefined): Code {
  if (status === 401 || status === 403) return 'WixCredentialsRejected';
  if (applicationCode !== undefined && OUT_OF_CREDITS.has(applicationCode)) return 'InsufficientCredits';
  if (status === 429) return 'WixRateLimited';
  if (status === 504) return 'WixTimeout';
  return status >= 500 ? 'WixUnavailable' : 'WixRequestRejected';
}

function detailOf(code: Code, status: number, api: string, retryAfterSeconds: number | undefined): string {
  const later = retryAfterSeconds === undefined ? 'later' : `in ${retryAfterSeconds} seconds`;
  switch (code) {
    case 'WixCredentialsRejected':
      return status === 401
        ? 'Wix rejects the API key: the operator must put a valid one into the secret that WIX_SECRET_ID names.'
        : `Wix does not allow the API key to "${api}": the operator must give it the permission and the site.`;
    case 'InsufficientCredits':
      return "Wix reports that the credits do not suffice: the site's owner can buy more.";
    case 'FeatureNotAvailable':
      return "The Wix Multilingual app is not on this site, so it has no translation credits: the site's owner can add it.";
    case 'TransactionsNotReadable':
      return `Wix answers ${status} to the query for credit transactions: the operator must set WIX_TRANSACTIONS_PATH to a method that this key may call, or TRANSACTION_SOURCE to recorded and send the transactions to POST /v1/transactions.`;
    case 'WixRateLimited':
      return `The rate limit of Wix is reached; try again ${later}.`;
    case 'WixTimeout':
    case 'WixUnavailable':
      return `Wix answers ${status} to "${api}"; try again ${later}.`;
    default:
      return status < 400
        ? `Wix answers ${status} to "${api}", and redirects are not followed: the operator must check WIX_API_BASE_URL.`
        : `Wix answers ${status} to "${api}": trying again will not help, the operator finds the Wix request id in the log.`;
  }
}

/** The failure for an answer that is no 2xx; `retryAfterSeconds` where Wix, or its documentation, names a wait. */
export function refusalOf(
  request: Pick<WixRequest<unknown>, 'api' | 'refusals'>,
  answer: HttpAnswer,
  retryAfterSeconds: number | undefined,
): Failure {
  const applicationCode = applicationCodeOf(answer.body);
  const { status } = answer;
  const code = request.refusals?.(status, applicationCode) ?? codeOf(status, applicationCode);
  return new Failure(code, detailOf(code, status, request.api, retryAfterSeconds), {
    wixRequestId: wixRequestIdOf(answer),
    retryAfterSeconds,
  });
}
