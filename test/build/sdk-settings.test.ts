// The slimmed SDK beside the whole one, under every variable of the environment that it knows.
import { builtTwice, type Probe } from './probe.ts';
import { directory, removeAll, runModule } from './project.ts';

afterAll(removeAll);

// Calls Secrets Manager as often as the SDK wants to, and tells what would have gone over the wire.
const PROBE = `
  import { Readable } from 'node:stream';
  import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
  const undated = (text) => text?.replace(/\\/\\d{8}\\//, '/date/').replace(/Signature=.*/, '');
  export const handler = async () => {
    const requests = [];
    const handle = async ({ protocol, hostname, port, path, headers, body }) => {
      const { authorization, 'x-amz-security-token': token, 'user-agent': agent } = headers;
      const text = Buffer.from(body).toString();
      requests.push({ protocol, hostname, port, path, agent, token, authorization: undated(authorization), text });
      const answer = JSON.stringify({ __type: 'InternalServiceError', Message: 'no' });
      return { response: { statusCode: 500, headers: {}, body: Readable.from([Buffer.from(answer)]) } };
    };
    try {
      const client = new SecretsManagerClient({ requestHandler: { handle } });
      return { requests, answer: await client.send(new GetSecretValueCommand({ SecretId: 'näme' })) };
    } catch ({ name, message }) {
      return { requests, error: name, message };
    }
  };`;

const KEYS = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };
const LAMBDA = { AWS_REGION: 'eu-west-1', ...KEYS, AWS_SESSION_TOKEN: 'token' };
const ANY = 'http://127.0.0.1:1234/any';
const OWN = 'http://127.0.0.1:1234/own';

const settings: Record<string, Record<string, string>> = {
  'what Lambda sets': LAMBDA,
  'keys without a session': { AWS_REGION: 'eu-west-1', ...KEYS },
  'another partition': { ...LAMBDA, AWS_REGION: 'cn-north-1' },
  'a region that the SDK has never heard of': { ...LAMBDA, AWS_REGION: 'eu-new-9' },
  'FIPS in GovCloud': { ...LAMBDA, AWS_REGION: 'us-gov-west-1', AWS_USE_FIPS_ENDPOINT: 'true' },
  'dual stack': { ...LAMBDA, AWS_USE_DUALSTACK_ENDPOINT: 'true' },
  'an endpoint for all services': { ...LAMBDA, AWS_ENDPOINT_URL: ANY },
  'an endpoint for this service': {
    ...LAMBDA,
    AWS_ENDPOINT_URL: ANY,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: OWN,
  },
  'endpoints that are to be ignored': {
    ...LAMBDA,
    AWS_ENDPOINT_URL: ANY,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
  },
  'FIPS with an endpoint': { ...LAMBDA, AWS_USE_FIPS_ENDPOINT: 'true', AWS_ENDPOINT_URL: ANY },
  'one attempt': { ...LAMBDA, AWS_MAX_ATTEMPTS: '1' },
  'adaptive retries': { ...LAMBDA, AWS_RETRY_MODE: 'adaptive', AWS_MAX_ATTEMPTS: '2' },
  'attempts that are no number': { ...LAMBDA, AWS_MAX_ATTEMPTS: 'many' },
  'switches that are neither on nor off': {
    ...LAMBDA,
    AWS_USE_FIPS_ENDPOINT: 'maybe',
    AWS_RETRY_MODE: 'eager',
    AWS_MAX_ATTEMPTS: '1',
  },
  'a preferred scheme': { ...LAMBDA, AWS_AUTH_SCHEME_PREFERENCE: 'sigv4a,sigv4' },
  'no correction of the clock': { ...LAMBDA, AWS_DISABLE_CLOCK_SKEW_CORRECTION: 'true' },
  'defaults for the region': { ...LAMBDA, AWS_DEFAULTS_MODE: 'in-region' },
  'a name for the user agent': {
    ...LAMBDA,
    AWS_SDK_UA_APP_ID: 'app',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  },
  'a trace': { ...LAMBDA, AWS_LAMBDA_FUNCTION_NAME: 'f', _X_AMZN_TRACE_ID: 'Root=1-2-3' },
  'no region': { ...KEYS, AWS_EC2_METADATA_DISABLED: 'true' },
};

interface Outcome {
  readonly requests: readonly { readonly hostname: string }[];
  readonly error: string;
}

/** What the probe does under each setting. */
async function outcomes(entry: string): Promise<Record<string, Outcome>> {
  const HOME = await directory();
  const source = `
    import { handler } from ${entry};
    const outcomes = {};
    for (const [name, environment] of Object.entries(${JSON.stringify(settings)})) {
      for (const variable of Object.keys(process.env)) delete process.env[variable];
      Object.assign(process.env, { HOME: ${JSON.stringify(HOME)}, ...environment });
      outcomes[name] = await handler();
    }
    console.log(JSON.stringify(outcomes));`;
  return JSON.parse(await runModule(source));
}

describe('the SDK of a built function', () => {
  let slim: Record<string, Outcome>;
  let full: Record<string, Outcome>;
  let probe: Probe;
  beforeAll(async () => {
    probe = await builtTwice(PROBE);
    [slim, full] = await Promise.all([outcomes(probe.slim), outcomes(probe.full)]);
  });

  test.each(Object.keys(settings))('sends the same as the whole SDK: %s', (name) => {
    expect(slim[name]).toEqual(full[name]);
  });

  test('the settings make a difference', () => {
    const hosts = Object.values(slim).map(({ requests }) => requests[0]?.hostname);
    expect(new Set(hosts)).toEqual(
      new Set([
        'secretsmanager.eu-west-1.amazonaws.com',
        'secretsmanager.cn-north-1.amazonaws.com.cn',
        'secretsmanager.eu-new-9.amazonaws.com',
        'secretsmanager-fips.us-gov-west-1.amazonaws.com',
        '127.0.0.1',
        undefined,
      ]),
    );
    expect(slim['what Lambda sets']?.requests).toHaveLength(3);
    expect(slim['one attempt']?.requests).toHaveLength(1);
    expect(slim['no region']?.error).toBe('Error');
  });

  test('without keys the credentials are said to be missing, and nothing else is tried', async () => {
    const output = await runModule(
      `import { handler } from ${probe.slim};
       console.log((await handler()).error);`,
      { AWS_REGION: 'eu-west-1', AWS_PROFILE: 'default' },
    );
    expect(output).toBe('CredentialsProviderError\n');
  });
});
