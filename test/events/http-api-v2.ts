// Whole events of an HTTP API (payload 2.0), as API Gateway sends them to a Lambda behind a Lambda authorizer.
import type { APIGatewayProxyEventV2WithRequestContext } from 'aws-lambda';
import type { HttpCall } from './http-call.ts';

/** The request context that a Lambda authorizer with simple responses leaves behind. */
interface AuthorizedContext {
  readonly accountId: string;
  readonly apiId: string;
  readonly authorizer: { readonly lambda: { readonly clientId: string; readonly scopes: string } };
  readonly domainName: string;
  readonly domainPrefix: string;
  readonly http: {
    readonly method: string;
    readonly path: string;
    readonly protocol: string;
    readonly sourceIp: string;
    readonly userAgent: string;
  };
  readonly requestId: string;
  readonly routeKey: string;
  readonly stage: string;
  readonly time: string;
  readonly timeEpoch: number;
}

/** How an HTTP API describes one request. */
export type HttpApiEvent = APIGatewayProxyEventV2WithRequestContext<AuthorizedContext>;

/** The event of one request. A stage other than `$default` stands in front of the path, as API Gateway puts it. */
export function httpApiEvent(call: HttpCall): HttpApiEvent {
  const { method, path, query = '', body, base64 = false, headers = {}, pathParameters } = call;
  const { stage = '$default', routeKey = '$default' } = call;
  const rawPath = stage === '$default' ? path : `/${stage}${path}`;
  const pairs = [...new URLSearchParams(query).entries()];
  const joined = Map.groupBy(pairs, ([name]) => name);
  const parameters = [...joined].map(([name, all]) => [name, all.map(([, value]) => value).join(',')]);
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: query,
    headers: {
      accept: 'application/json',
      'content-length': String(body?.length ?? 0),
      host: 'abc123def4.execute-api.eu-west-1.amazonaws.com',
      'user-agent': 'curl/8.7.1',
      'x-amzn-trace-id': 'Root=1-6741a1c0-3f5f3f5f3f5f3f5f3f5f3f5f',
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(pairs.length === 0 ? {} : { queryStringParameters: Object.fromEntries(parameters) }),
    ...(pathParameters === undefined ? {} : { pathParameters: { ...pathParameters } }),
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: base64,
    requestContext: {
      accountId: '123456789012',
      apiId: 'abc123def4',
      authorizer: { lambda: { clientId: 'reports', scopes: 'credits:read' } },
      domainName: 'abc123def4.execute-api.eu-west-1.amazonaws.com',
      domainPrefix: 'abc123def4',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'curl/8.7.1' },
      requestId: 'BxYz1jKfDoEEPqg=',
      routeKey,
      stage,
      time: '22/Nov/2026:12:00:00 +0000',
      timeEpoch: 1795348800000,
    },
  };
}
