// The services that call Wix: which key and account they send, the limit they keep to, and what they need.
import { parseConfig } from '../../../lib/config.ts';
import { wixServices } from '../../../lib/wix/services.ts';
import { testCall } from '../../support/call.ts';
import { failureOf, read } from './harness.ts';
import { httpWix, stopServers } from './servers.ts';

const environment = { ...process.env };

afterEach(async () => {
  process.env = { ...environment };
  await stopServers();
});

/** A Secrets Manager that holds one secret. */
async function secretsManagerWith(SecretString: string) {
  const { baseUrl } = await httpWix((response) => response.end(JSON.stringify({ SecretString })));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: baseUrl,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });
}

test.each([
  ['the secret', '{"apiKey":"key-7","accountId":"account-7"}', {}, 'account-7'],
  [
    'WIX_ACCOUNT_ID, which wins',
    '{"apiKey":"key-7","accountId":"account-7"}',
    { WIX_ACCOUNT_ID: 'account-8' },
    'account-8',
  ],
])(
  'the services send the key of the secret, and the account of %s',
  async (_, secret, variables, account) => {
    await secretsManagerWith(secret);
    const server = await httpWix((response) => response.end('{"ok":true}'));
    const config = parseConfig({ WIX_API_BASE_URL: server.baseUrl, WIX_SECRET_ID: 'wix', ...variables });
    expect(await wixServices(config).wix.send(read, testCall())).toEqual({ ok: true });
    expect(server.requests[0]?.headers).toMatchObject({ authorization: 'key-7', 'wix-account-id': account });
  },
);

test('the services keep to WIX_REQUESTS_PER_MINUTE', async () => {
  await secretsManagerWith('key-7');
  const server = await httpWix((response) => response.end('{}'));
  const config = parseConfig({
    WIX_API_BASE_URL: server.baseUrl,
    WIX_SECRET_ID: 'wix',
    WIX_ACCOUNT_ID: 'account-7',
    WIX_REQUESTS_PER_MINUTE: '1',
  });
  const { wix } = wixServices(config);
  await wix.send(read, testCall());
  expect((await failureOf(wix.send(read, testCall()))).code).toBe('WixRateLimited');
});

test('the services cannot be made without the name of the secret', async () => {
  const failure = await failureOf(Promise.resolve().then(() => wixServices(parseConfig({}))));
  expect(failure.code).toBe('Internal');
  expect(failure.message).toContain('WIX_SECRET_ID');
});
