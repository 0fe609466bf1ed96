// The events that API Gateway sends to an authorizer, as its documentation shows them.

const ACCOUNT = '123456789012';

/** An HTTP API with payload format 2.0. */
export function httpApiEvent(
  method: string,
  path: string,
  authorization: string | undefined,
  options: { routeKey?: string; stage?: string; cookies?: readonly string[] } = {},
) {
  const { routeKey = `${method} ${path}`, stage = '$default', cookies = [] } = options;
  const prefix = stage === '$default' ? '' : `/${stage}`;
  return {
    version: '2.0',
    type: 'REQUEST',
    routeArn: `arn:aws:execute-api:eu-west-1:${ACCOUNT}:abcdef123/${stage}/${method}${path}`,
    identitySource: [authorization, routeKey],
    routeKey,
    rawPath: `${prefix}${path}`,
    rawQueryString: '',
    ...(cookies.length === 0 ? {} : { cookies }),
    headers: { host: 'api.example', ...(authorization === undefined ? {} : { authorization }) },
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'abcdef123',
      domainName: 'api.example',
      http: { method, path: `${prefix}${path}`, protocol: 'HTTP/1.1', sourceIp: '1.2.3.4', userAgent: 'x' },
      requestId: 'id',
      routeKey,
      stage,
      time: '22/Nov/2026:12:00:00 +0000',
      timeEpoch: 1_795_348_800_000,
    },
  };
}

/** The ARN of API and stage in `restEvent`. */
export const REST_BASE = `arn:aws:execute-api:eu-west-1:${ACCOUNT}:abcdef123/prod`;

/** A REST API, REQUEST authorizer. */
export function restEvent(method: string, path: string, authorization: string | undefined, resource = path) {
  return {
    type: 'REQUEST',
    methodArn: `${REST_BASE}/${method}${path}`,
    resource,
    path,
    httpMethod: method,
    headers: {
      Host: 'api.example',
      ...(authorization === undefined ? {} : { Authorization: authorization }),
    },
    multiValueHeaders: {},
    queryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: { path: `/prod${path}`, stage: 'prod', httpMethod: method, resourcePath: resource },
  };
}
