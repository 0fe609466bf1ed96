// The environment, parsed once by one schema: a wrong value is named in one clear error at the first call.
import * as v from 'valibot';
import { Failure } from './failure.ts';
import { isSiteId } from './site-id.ts';

const text = v.pipe(v.string(), v.trim(), v.minLength(1, 'a value that is not empty'));
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** An https URL; http only for this very machine, because the API key travels in a header. */
const apiBaseUrl = v.pipe(
  text,
  v.check((value) => {
    if (!URL.canParse(value)) return false;
    const url = new URL(value);
    return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
  }, 'an https URL (http only for localhost)'),
  v.transform((value) => value.replace(/\/+$/, '')),
);

/** Origins, separated by commas, or `*` for every origin. */
const originList = v.pipe(
  text,
  v.transform((value) => value.split(',').map((origin) => origin.trim())),
  v.everyItem(
    (origin) => origin === '*' || (URL.canParse(origin) && new URL(origin).origin === origin),
    'origins like https://example.com, separated by commas, or *',
  ),
);

const wholeNumber = (minimum: number, maximum: number) =>
  v.pipe(
    text,
    v.regex(/^\d{1,9}$/, `a whole number from ${minimum} to ${maximum}`),
    v.transform(Number),
    v.minValue(minimum, `a whole number from ${minimum} to ${maximum}`),
    v.maxValue(maximum, `a whole number from ${minimum} to ${maximum}`),
  );

/** Site ids, separated by commas. */
const siteIds = v.pipe(
  text,
  v.transform((value) => value.split(',').map((siteId) => siteId.trim())),
  v.everyItem(isSiteId, 'site ids (GUIDs), separated by commas'),
);

/** Settings as a JSON object; who uses them checks what is in it. */
const json = v.pipe(
  text,
  v.parseJson(undefined, 'JSON'),
  v.custom<object>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'a JSON object',
  ),
);

const schema = v.object({
  WIX_API_BASE_URL: v.optional(apiBaseUrl, 'https://www.wixapis.com'),
  WIX_SECRET_ID: v.optional(text),
  WIX_ACCOUNT_ID: v.optional(text),
  CLIENTS_SECRET_ID: v.optional(text),
  STORE_URI: v.optional(
    v.pipe(text, v.regex(/^(s3:\/\/[^/]+|file:\/\/\/)/, 's3://bucket/prefix or file:///dir')),
  ),
  ALERT_TOPIC_ARN: v.optional(v.pipe(text, v.startsWith('arn:', 'an ARN'))),
  EVENT_BUS_NAME: v.optional(text),
  EXPORT_STATE_MACHINE_ARN: v.optional(v.pipe(text, v.startsWith('arn:', 'an ARN'))),
  EXPORT_ROWS_PER_PART: v.optional(wholeNumber(1, 1_000_000), '10000'),
  TRANSACTION_SOURCE: v.optional(v.picklist(['wix', 'recorded'], 'wix or recorded'), 'wix'),
  WIX_TRANSACTIONS_PATH: v.optional(
    v.pipe(text, v.startsWith('/', 'a path that starts with /')),
    '/appmarket/credittransactions/v1/credit-transactions/query',
  ),
  KEEP_TRANSLATIONS: v.optional(v.picklist(['yes', 'no'], 'yes or no'), 'yes'),
  MONITOR_SITES: v.optional(siteIds),
  MONITOR_SITE_WALLETS: v.optional(siteIds),
  MONITOR_CONCURRENCY: v.optional(wholeNumber(1, 1000), '10'),
  ALERT_RULES: v.optional(json),
  FORECAST_SETTINGS: v.optional(json),
  WIX_REQUESTS_PER_MINUTE: v.optional(wholeNumber(1, 1_000_000), '200'),
  CORS_ALLOW_ORIGIN: v.optional(originList),
  LOG_LEVEL: v.optional(v.picklist(['debug', 'info', 'warn', 'error'], 'debug, info, warn or error'), 'info'),
});

/** The parsed environment; what is optional and not set is undefined. */
export type Config = v.InferOutput<typeof schema>;

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Parses the environment. An empty variable counts as not set, as CloudFormation writes it.
 * @throws Failure `Internal` naming each wrong variable and what was expected, never its value.
 */
export function parseConfig(environment: Environment): Config {
  const present = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  const result = v.safeParse(schema, Object.fromEntries(present));
  if (result.success) return result.output;
  const wrong = result.issues.map((issue) => `${v.getDotPath(issue)} must be ${issue.message}`);
  throw new Failure('Internal', `The function is misconfigured: ${wrong.join('; ')}.`);
}

/**
 * A setting that the function at hand cannot do without.
 * @throws Failure `Internal` naming the variable when it is not set.
 */
export function required<Name extends keyof Config>(config: Config, name: Name): NonNullable<Config[Name]> {
  const value = config[name];
  if (value === undefined || value === null) {
    throw new Failure('Internal', `The function is misconfigured: ${name} is not set.`);
  }
  return value;
}

/**
 * Where CloudWatch keeps the metrics: `METRICS_NAMESPACE`, default `WixCredits`. Not in the schema: the line of a call
 * that failed because of a wrong variable is counted in the same place, so that its alarm hears of it.
 */
export const metricsNamespace = ({ METRICS_NAMESPACE }: Environment): string =>
  METRICS_NAMESPACE || 'WixCredits';
