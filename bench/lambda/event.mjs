// The call that every contender gets: GET /v1/balance through an HTTP API. Plain JavaScript: stripping types costs time.

const REQUEST_ID = 'bench-request-id';

/** A new event for each call, as Lambda gives it. */
export const event = () => ({
  version: '2.0',
  routeKey: 'GET /v1/balance',
  rawPath: '/v1/balance',
  rawQueryString: '',
  headers: { accept: 'application/json', host: 'api.example.com', 'user-agent': 'bench' },
  requestContext: {
    accountId: '111111111111',
    apiId: 'api',
    domainName: 'api.example.com',
    domainPrefix: 'api',
    http: {
      method: 'GET',
      path: '/v1/balance',
      protocol: 'HTTP/1.1',
      sourceIp: '192.0.2.1',
      userAgent: 'bench',
    },
    requestId: REQUEST_ID,
    routeKey: 'GET /v1/balance',
    stage: '$default',
    time: '22/Nov/2026:12:00:00 +0000',
    timeEpoch: 1795348800000,
  },
  isBase64Encoded: false,
});

/** A new context for each call. */
export const context = () => ({
  awsRequestId: REQUEST_ID,
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'balance',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:balance',
  logGroupName: '/aws/lambda/balance',
  logStreamName: 'stream',
  memoryLimitInMB: '512',
  getRemainingTimeInMillis: () => 20_000,
});
