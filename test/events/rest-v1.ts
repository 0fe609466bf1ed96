// Whole events of a REST API (payload 1.0), as API Gateway sends them to a Lambda proxy integration.
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { HttpCall } from './http-call.ts';

const multiple = (record: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, [value]]));

/** The event of one request. The stage is no part of `path`; headers keep their case; the query is decoded. */
export function restApiEvent(call: HttpCall): APIGatewayProxyEvent {
  const { method, path, query = '', body, base64 = false, pathParameters, stage = 'prod', routeKey } = call;
  const headers = {
    Accept: 'application/json',
    Host: 'abc123def4.execute-api.eu-west-1.amazonaws.com',
    'User-Agent': 'curl/8.7.1',
    'X-Amzn-Trace-Id': 'Root=1-6741a1c0-3f5f3f5f3f5f3f5f3f5f3f5f',
    'X-Forwarded-For': '203.0.113.7',
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...call.headers,
  };
  const pairs = [...new URLSearchParams(query).entries()];
  const groups = [...Map.groupBy(pairs, ([name]) => name)];
  const values = groups.map(([name, all]): [string, string[]] => [name, all.map(([, value]) => value)]);
  const resource = routeKey?.split(' ')[1] ?? '/{proxy+}';
  return {
    resource,
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: multiple(headers),
    queryStringParameters: pairs.length === 0 ? null : Object.fromEntries(pairs),
    multiValueQueryStringParameters: pairs.length === 0 ? null : Object.fromEntries(values),
    pathParameters: pathParameters === undefined ? { proxy: path.slice(1) } : { ...pathParameters },
    stageVariables: null,
    requestContext: {
      resourceId: '2gxmpl',
      resourcePath: resource,
      httpMethod: method,
      extendedRequestId: 'JJbxmplHYosFVYQ=',
      requestTime: '22/Nov/2026:12:00:00 +0000',
      path: `/${stage}${path}`,
      accountId: '123456789012',
      protocol: 'HTTP/1.1',
      stage,
      domainPrefix: 'abc123def4',
      domainName: 'abc123def4.execute-api.eu-west-1.amazonaws.com',
      requestTimeEpoch: 1795348800000,
      requestId: '87a2c1f8-70b8-4d4b-9d3a-8c1f5a1d2b3c',
      authorizer: {
        clientId: 'reports',
        scopes: 'credits:read',
        principalId: 'reports',
        integrationLatency: 12,
      },
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        caller: null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: '203.0.113.7',
        user: null,
        userAgent: 'curl/8.7.1',
        userArn: null,
      },
      apiId: 'abc123def4',
    },
    body: body ?? null,
    isBase64Encoded: base64,
  };
}
