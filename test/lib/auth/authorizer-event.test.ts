// What the authorizer is asked: route, token and session out of the events of every gateway, and what is no question.
import { readQuestion } from '../../../lib/auth/authorizer-event.ts';
import { httpApiEvent, REST_BASE, restEvent } from './events.ts';

describe('the question of an HTTP API', () => {
  test('is about the route that the gateway matched', () => {
    const event = httpApiEvent('GET', '/v1/sites/abc/translation-credits', 'Bearer t', {
      routeKey: 'GET /v1/sites/{siteId}/translation-credits',
    });
    expect(readQuestion(event)).toEqual({
      authorization: 'Bearer t',
      method: 'GET',
      path: '/v1/sites/{siteId}/translation-credits',
      policyBase: undefined,
    });
  });

  test.each(['$default', 'ANY /{proxy+}', 'GET /{proxy+}', 'ANY /v1/balance', ''])(
    'is about the path where the route is "%s"',
    (routeKey) => {
      const question = readQuestion(httpApiEvent('GET', '/v1/balance', 'Bearer t', { routeKey }));
      expect(question).toMatchObject({ method: 'GET', path: '/v1/balance' });
    },
  );

  test('leaves the stage out of the path', () => {
    const event = httpApiEvent('POST', '/v1/exports', 'Bearer t', { routeKey: '$default', stage: 'prod' });
    expect(event.rawPath).toBe('/prod/v1/exports');
    expect(readQuestion(event)).toMatchObject({ method: 'POST', path: '/v1/exports' });
  });
});

describe('the question of a REST API', () => {
  test('is about the method of its ARN', () => {
    expect(readQuestion(restEvent('POST', '/v1/exports', 'Bearer t'))).toEqual({
      authorization: 'Bearer t',
      method: 'POST',
      path: '/v1/exports',
      policyBase: REST_BASE,
    });
  });

  test('may bring nothing but the token', () => {
    const event = { type: 'TOKEN', authorizationToken: 'Bearer t', methodArn: `${REST_BASE}/GET/v1/balance` };
    expect(readQuestion(event)).toMatchObject({ authorization: 'Bearer t', path: '/v1/balance' });
  });

  test('may have no headers at all', () => {
    expect(readQuestion({ ...restEvent('GET', '/v1/balance', undefined), headers: null })).toMatchObject({
      authorization: undefined,
    });
  });

  test.each([
    'arn:aws:execute-api:eu-west-1:123456789012:abc',
    'arn:aws:execute-api:eu-west-1:123456789012:abc/prod',
    'arn:aws:execute-api:eu-west-1:123456789012:*/prod/GET/v1/balance',
    'arn:aws:execute-api:eu-west-1:123456789012:abc/*/GET/v1/balance',
    'abc/prod/GET/v1/balance',
    '',
  ])('is none with the ARN "%s"', (methodArn) => {
    expect(readQuestion({ ...restEvent('GET', '/v1/balance', 'Bearer t'), methodArn })).toBeUndefined();
  });

  test('of the HTTP API with payload 1.0 has the form of a REST API', () => {
    const event = {
      version: '1.0',
      ...restEvent('GET', '/v1/balance', 'Bearer t'),
      methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:abc/$default/GET/v1/balance',
    };
    expect(readQuestion(event)).toMatchObject({
      path: '/v1/balance',
      policyBase: 'arn:aws:execute-api:eu-west-1:123456789012:abc/$default',
    });
  });
});

describe('the Authorization header', () => {
  const event = httpApiEvent('GET', '/v1/balance', undefined);

  test.each(['authorization', 'Authorization', 'AUTHORIZATION', 'aUthorization'])(
    'may be written "%s"',
    (name) => {
      expect(readQuestion({ ...event, headers: { [name]: 'Bearer t' } })?.authorization).toBe('Bearer t');
    },
  );

  test('counts as none when it is there twice', () => {
    const headers = { authorization: 'Bearer a', Authorization: 'Bearer b' };
    expect(readQuestion({ ...event, headers })?.authorization).toBeUndefined();
  });
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'event'],
  ['a list', []],
  ['an empty object', {}],
  ['a version alone', { version: '2.0' }],
  ['a version that is not known', { ...httpApiEvent('GET', '/v1/balance', 'Bearer t'), version: '3.0' }],
  [
    'a header that is no text',
    { ...httpApiEvent('GET', '/v1/balance', undefined), headers: { authorization: 1 } },
  ],
  [
    'a list of headers',
    { ...httpApiEvent('GET', '/v1/balance', undefined), headers: [['authorization', 'Bearer t']] },
  ],
])('%s is no question', (_, event) => {
  expect(readQuestion(event)).toBeUndefined();
});

describe('the session of a browser', () => {
  const cookie = '__Host-wix-credits=1.a.b';

  test('comes in the cookies of an HTTP API', () => {
    const event = httpApiEvent('GET', '/v1/dashboard', undefined, { cookies: ['theme=dark', cookie] });
    expect(readQuestion(event)).toMatchObject({ authorization: undefined, session: '1.a.b' });
  });

  test.each(['cookie', 'Cookie'])('comes in the header %s of other gateways', (name) => {
    const headers = { [name]: `theme=dark; ${cookie}` };
    const event = { ...httpApiEvent('GET', '/v1/dashboard', undefined), headers };
    expect(readQuestion(event)).toMatchObject({ session: '1.a.b' });
    expect(readQuestion({ ...restEvent('GET', '/v1/dashboard', undefined), headers })).toMatchObject({
      session: '1.a.b',
    });
  });

  test('may be missing', () => {
    expect(readQuestion(httpApiEvent('GET', '/v1/dashboard', 'Bearer t'))?.session).toBeUndefined();
  });
});
