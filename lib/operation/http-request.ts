// The three HTTP event shapes (HTTP API v2, REST v1, function URL) read as one request.

/** An HTTP request, whatever gateway it came through. */
export interface HttpRequest {
  readonly method: string;
  /** The path as it came, perhaps percent-encoded, perhaps with the stage in front. */
  readonly path: string;
  readonly stage: string | undefined;
  /** The route that the gateway matched (`/v1/sites/{siteId}`), when it says so. */
  readonly template: string | undefined;
  readonly pathParameters: Fields;
  /** The query as it came; undefined where the gateway has decoded it into `query`. */
  readonly rawQuery: string | undefined;
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** Header values by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string | undefined;
  readonly base64: boolean;
  /** The client that the authorizer has let in; the ARN of who signed the request where IAM did. */
  readonly clientId: string | undefined;
}

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: neither null nor an array. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isText = (value: unknown): value is string => typeof value === 'string';
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
const textOf = (value: unknown): string | undefined => (isText(value) ? value : undefined);

function lists(multiple: unknown, single: unknown): Record<string, readonly string[]> {
  const entries = Object.entries({ ...fieldsOf(single), ...fieldsOf(multiple) });
  return Object.fromEntries(entries.map(([name, value]) => [name, [value].flat().filter(isText)]));
}

function common(event: Fields, context: Fields) {
  const authorizer = fieldsOf(context.authorizer);
  const headers = Object.entries(lists(event.multiValueHeaders, event.headers));
  return {
    stage: textOf(context.stage),
    pathParameters: fieldsOf(event.pathParameters),
    headers: new Map(headers.map(([name, values]) => [name.toLowerCase(), values.join(', ')])),
    body: textOf(event.body),
    base64: event.isBase64Encoded === true,
    clientId:
      textOf(fieldsOf(authorizer.lambda).clientId) ??
      textOf(authorizer.clientId) ??
      textOf(fieldsOf(authorizer.iam).userArn),
    query: lists(event.multiValueQueryStringParameters, event.queryStringParameters),
  };
}

/** The request in an API Gateway proxy event or a function URL's event; undefined when the event is no such thing. */
export function httpRequestOf(event: Fields): HttpRequest | undefined {
  const context = fieldsOf(event.requestContext);
  const http = fieldsOf(context.http);
  if (typeof http.method === 'string') {
    const routeKey = textOf(event.routeKey) ?? '';
    return {
      ...common(event, context),
      method: http.method,
      path: textOf(event.rawPath) ?? textOf(http.path) ?? '',
      template: routeKey.split(' ')[1],
      // Payload 2.0 joins repeated fields with commas; only the raw query tells them apart.
      rawQuery: textOf(event.rawQueryString) || undefined,
    };
  }
  if (typeof event.httpMethod === 'string' && typeof event.path === 'string') {
    return {
      ...common(event, context),
      method: event.httpMethod,
      path: event.path,
      template: textOf(event.resource),
      rawQuery: undefined,
    };
  }
  return undefined;
}
