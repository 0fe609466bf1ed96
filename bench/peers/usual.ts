// The usual stack: middy with its Secrets Manager middleware, Powertools' logger, metrics and tracer, zod, fetch.
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import secretsManager from '@middy/secrets-manager';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { z } from 'zod';

const BALANCE = '/appmarket/credittransactions/v1/credit-transactions/balance';
const serviceName = 'balance';
const logger = new Logger({ serviceName });
const metrics = new Metrics({ namespace: 'WixCredits', serviceName });
const tracer = new Tracer({ serviceName });

const environment = z
  .object({ WIX_SECRET_ID: z.string().min(1), WIX_API_BASE_URL: z.url() })
  .parse(process.env);
const credentials = z.object({ apiKey: z.string().min(1), accountId: z.string().min(1) });
const query = z.object({ requiredCredits: z.coerce.number().min(0).optional() });
const wallet = z.object({
  periodicCredits: z.object({ balance: z.number(), cap: z.number().optional() }),
  topUpCredits: z.object({ balance: z.number() }).optional(),
  creditBalanceBreakdown: z.array(
    z.object({
      subscriptionId: z.string().optional(),
      usageRules: z.array(
        z.object({
          period: z.string().optional(),
          balance: z.number().optional(),
          cap: z.number().optional(),
          resetDate: z.string().optional(),
        }),
      ),
    }),
  ),
});

async function balance(event: APIGatewayProxyEventV2, context: Context) {
  query.parse(event.queryStringParameters ?? {});
  const { apiKey, accountId } = credentials.parse(Object.getOwnPropertyDescriptor(context, 'wix')?.value);
  const response = await fetch(`${environment.WIX_API_BASE_URL}${BALANCE}`, {
    method: 'POST',
    headers: { authorization: apiKey, 'wix-account-id': accountId, 'content-type': 'application/json' },
    body: '{}',
  });
  if (!response.ok) throw new Error(`Wix answered ${response.status}`);
  const credits = wallet.parse(await response.json());
  metrics.addMetric('BalanceRead', MetricUnit.Count, 1);
  logger.info('Balance read');
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      scope: 'ACCOUNT',
      availableCredits: credits.periodicCredits.balance + (credits.topUpCredits?.balance ?? 0),
      ...credits,
    }),
  };
}

/** `GET /v1/balance` for the account. */
export const handler = middy(balance)
  .use(captureLambdaHandler(tracer))
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics))
  .use(
    secretsManager({
      fetchData: { wix: environment.WIX_SECRET_ID },
      cacheExpiry: 300_000,
      setToContext: true,
    }),
  );
