// The codes that a function can fail with: their HTTP status, their title, and who has to act.

/** Who has to act on a failure: the caller, the operator of this bundle, or nobody but Wix or AWS (try later). */
export type Actor = 'caller' | 'operator' | 'upstream';

interface CodeFacts {
  readonly status: number;
  readonly title: string;
  readonly actor: Actor;
}

/** Every code of the contract. `error.name` is the code, so that a Step Functions `Retry` or `Catch` can match it. */
export const CODES = {
  InvalidInput: { status: 400, title: 'The input is not valid', actor: 'caller' },
  Unauthorized: { status: 401, title: 'A valid client token is required', actor: 'caller' },
  InsufficientCredits: { status: 402, title: 'There are not enough credits', actor: 'caller' },
  Forbidden: { status: 403, title: 'The client lacks the scope for this route', actor: 'caller' },
  FeatureNotAvailable: {
    status: 404,
    title: 'Translation credits are not available on this site',
    actor: 'caller',
  },
  NotFound: { status: 404, title: 'Not found', actor: 'caller' },
  ExportConflict: { status: 409, title: 'The export conflicts with an existing one', actor: 'caller' },
  WixCredentialsRejected: { status: 502, title: 'Wix rejected the API key', actor: 'operator' },
  WixRequestRejected: { status: 502, title: 'Wix rejected the request', actor: 'operator' },
  WixUnavailable: { status: 502, title: 'Wix is not available', actor: 'upstream' },
  WixRateLimited: { status: 503, title: 'The rate limit of Wix is reached', actor: 'upstream' },
  WixTimeout: { status: 504, title: 'Wix did not answer in time', actor: 'upstream' },
  TransactionsNotReadable: {
    status: 501,
    title: 'Wix offers no way to read the transactions of this account',
    actor: 'operator',
  },
  SecretUnavailable: { status: 503, title: 'The API key could not be read', actor: 'operator' },
  Internal: { status: 500, title: 'Internal error', actor: 'operator' },
} as const satisfies Record<string, CodeFacts>;

/** One of the codes above. */
export type Code = keyof typeof CODES;
