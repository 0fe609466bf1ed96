// One HTTP request as the event builders take it.

/** A request; the gateway that carries it is chosen by the builder. */
export interface HttpCall {
  readonly method: string;
  /** The path without a stage. */
  readonly path: string;
  /** The raw query, without `?`. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly base64?: boolean;
  readonly stage?: string;
  /** The route that the gateway matched: `GET /v1/sites/{siteId}/x`; left out: a catch-all. */
  readonly routeKey?: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
}
