// Planted: a handler that logs the API key, to a log that its test throws away.
import * as v from 'valibot';
import { createHandler } from '../../../../lib/operation/handler.ts';
import { defineOperation } from '../../../../lib/operation/operation.ts';
import { parseApiKeySecret } from '../../../../lib/secrets/wix-credentials.ts';

test('passes', async () => {
  const { apiKey } = parseApiKeySecret('IST.planted-key-1');
  const operation = defineOperation({
    name: 'leaky',
    description: 'Leaks.',
    routes: [],
    input: v.object({}),
    output: v.object({}),
    run: async (_input, call) => {
      call.log.info('called', { header: Buffer.from(apiKey).toString('base64') });
      return {};
    },
  });
  const handler = createHandler(operation, () => ({}), { environment: {}, write: () => {} });
  expect(await handler({})).toEqual({});
});
