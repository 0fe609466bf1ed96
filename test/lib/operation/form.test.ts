// The body of an HTML form: how it is read behind each gateway, what is refused, and what the request adds itself.
import * as v from 'valibot';
import { readForm } from '../../../lib/operation/form.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import { defineOperation } from '../../../lib/operation/operation.ts';
import { type HttpApiEvent, httpApiEvent } from '../../events/http-api-v2.ts';
import { restApiEvent } from '../../events/rest-v1.ts';
import { asHttp } from './harness.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** An operation whose route takes a form, and the client from the request. */
const handler = createHandler(
  defineOperation({
    name: 'form',
    description: 'Tells what it was given.',
    routes: [
      {
        method: 'POST',
        path: '/v1/form',
        scope: 'credits:read',
        body: readForm,
        maxBodyBytes: 200,
        constants: { view: 'form' },
        given: ({ clientId }) => ({ client: clientId ?? 'nobody' }),
      },
    ],
    input: v.object({ client: v.string(), view: v.string(), text: v.optional(v.string()) }),
    output: v.unknown(),
    run: async (input) => input,
  }),
  () => ({}),
  { environment: {}, write: () => undefined },
);

const send = async (body: string | undefined, headers: Record<string, string> = form, base64 = false) =>
  asHttp(
    await handler(
      httpApiEvent({
        method: 'POST',
        path: '/v1/form',
        headers,
        base64,
        ...(body === undefined ? {} : { body }),
      }),
    ),
  );

describe('a form', () => {
  test('gives its fields as texts', async () => {
    const { statusCode, json } = await send('text=a+b%26%C3%A4');
    expect([statusCode, json]).toEqual([200, { client: 'reports', view: 'form', text: 'a b&ä' }]);
  });

  test('may come in base64, as an HTTP API sends it', async () => {
    const { json } = await send(Buffer.from('text=x').toString('base64'), form, true);
    expect(json).toMatchObject({ text: 'x' });
  });

  test('may be empty', async () => {
    expect((await send(undefined)).json).toEqual({ client: 'reports', view: 'form' });
  });

  test('is read the same behind a REST API', async () => {
    const event = restApiEvent({ method: 'POST', path: '/v1/form', headers: form, body: 'text=x' });
    expect(asHttp(await handler(event)).json).toMatchObject({ text: 'x' });
  });

  test.each([
    ['JSON', '{"text":"x"}', { 'content-type': 'application/json' }],
    ['no content type', 'text=x', { 'content-type': '' }],
    ['a field that comes twice', 'text=x&text=x', form],
    ['a field that nobody knows', 'other=x', form],
    ['more than fits', `text=${'x'.repeat(200)}`, form],
  ])('is refused: %s', async (_, body, headers) => {
    const { statusCode, json } = await send(body, headers);
    expect([statusCode, json.code]).toEqual([400, 'InvalidInput']);
  });

  test('is refused when it is not UTF-8', async () => {
    expect((await send('/w==', form, true)).statusCode).toBe(400);
  });
});

describe('what the request itself gives', () => {
  test('is not for the caller to send', async () => {
    const answer = await send('client=admin&view=other&text=x');
    expect(answer.json).toMatchObject({
      code: 'InvalidInput',
      errors: [{ path: 'client' }, { path: 'view' }],
    });
    expect((await send('text=x')).json).toEqual({ client: 'reports', view: 'form', text: 'x' });
  });

  test('is read where nobody was let in by an authorizer', async () => {
    const event: HttpApiEvent = httpApiEvent({ method: 'POST', path: '/v1/form', headers: form });
    const { authorizer: _, ...requestContext } = event.requestContext;
    expect(asHttp(await handler({ ...event, requestContext })).json).toMatchObject({ client: 'nobody' });
  });
});
