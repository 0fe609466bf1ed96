// Whole events of a Lambda function URL: payload 2.0 without routes, path parameters or an authorizer of ours.
import type { LambdaFunctionURLEvent } from 'aws-lambda';
import { httpApiEvent } from './http-api-v2.ts';
import type { HttpCall } from './http-call.ts';

const DOMAIN = 'mzq2xmplhrjmsv3m6b7kz4wpoq0abcde.lambda-url.eu-west-1.on.aws';

/** The event of one request to a function URL. */
export function functionUrlEvent(call: HttpCall): LambdaFunctionURLEvent {
  const { pathParameters: _none, requestContext, ...event } = httpApiEvent({ ...call, stage: '$default' });
  return {
    ...event,
    routeKey: '$default',
    headers: { ...event.headers, host: DOMAIN },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'mzq2xmplhrjmsv3m6b7kz4wpoq0abcde',
      domainName: DOMAIN,
      domainPrefix: 'mzq2xmplhrjmsv3m6b7kz4wpoq0abcde',
      http: requestContext.http,
      requestId: 'e1506fd5-9e7b-434f-bd42-4f8fa224b599',
      routeKey: '$default',
      stage: '$default',
      time: requestContext.time,
      timeEpoch: requestContext.timeEpoch,
    },
  };
}
