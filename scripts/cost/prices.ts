// What AWS asks for a unit of each thing that the bundle uses.

/** Where and when these prices were true. Free tiers and volume discounts are left out, so that a bill is never higher. */
export const PRICES_OF =
  'AWS list prices in eu-west-1, in US dollars without tax, November 2026; no free tier';

/** US dollars as decimal text for one unit. */
export const PRICES = {
  /** A gigabyte of memory for a second, arm64. */
  lambdaGbSecond: '0.0000133334',
  lambdaRequest: '0.0000002',
  /** HTTP API, answers up to 512 KB. */
  apiGatewayRequest: '0.00000111',
  /** A state that is entered, standard workflows. */
  stepFunctionsTransition: '0.000025',
  schedulerInvocation: '0.000001',
  /** PUT, COPY, POST, LIST: a part of a multipart upload is one. */
  s3Put: '0.000005',
  s3Get: '0.0000004',
  s3GbMonth: '0.023',
  snsPublish: '0.0000005',
  /** To an address of mail; to Lambda and SQS it is free. */
  snsMail: '0.00002',
  eventBridgeEvent: '0.000001',
  secretMonth: '0.40',
  secretRead: '0.000005',
  kmsKeyMonth: '1',
  kmsRequest: '0.000003',
  logGbIngested: '0.57',
  logGbMonth: '0.03',
  /** A custom metric that had a value in the month. */
  metricMonth: '0.30',
  /** A metric that an alarm watches. */
  alarmMonth: '0.10',
  dashboardMonth: '3',
} as const;

/** The name of something that has a price. */
export type Priced = keyof typeof PRICES;
