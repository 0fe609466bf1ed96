// The HTTP API: every route behind somebody who asks who calls, in both modes; how much it takes, and what it notes.
import { jest } from '@jest/globals';
import * as v from 'valibot';
import { ROUTES } from '../../lib/auth/routes.ts';
import { httpApiEvent } from '../events/http-api-v2.ts';
import { openDemo, SITE } from '../lib/operation/harness.ts';
import { evaluate } from './support/evaluate.ts';
import { packageTemplate, resourcesOf, type Template } from './support/template.ts';

jest.setTimeout(120_000);

const route = v.object({
  RouteKey: v.string(),
  AuthorizationType: v.string(),
  AuthorizerId: v.optional(v.string()),
});
const [tokens, iam] = await Promise.all([
  packageTemplate().then(({ template }) => template),
  packageTemplate({ authMode: 'iam' }).then(({ template }) => template),
]);

const routesOf = (template: Template) =>
  resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) =>
    v.parse(route, evaluate(template, Properties)),
  );
const authorizersOf = (template: Template) => resourcesOf(template, 'AWS::ApiGatewayV2::Authorizer');
const keyOf = ({ method, path }: (typeof ROUTES)[number]) => `${method} ${path}`;
const browserKeys = ROUTES.filter(({ browser }) => browser !== undefined).map(keyOf);

describe.each([
  ['tokens', tokens],
  ['iam', iam],
])('with authMode %s', (mode, template) => {
  it('the routes are those of the authorizer, and no others', () => {
    const keys = routesOf(template).map(({ RouteKey }) => RouteKey);
    expect(keys.toSorted()).toEqual(ROUTES.map(keyOf).toSorted());
  });

  it('every route has an authorizer', () => {
    const ids = authorizersOf(template).map(([id]) => id.toLowerCase());
    for (const { RouteKey, AuthorizationType, AuthorizerId } of routesOf(template)) {
      const isBrowsers = browserKeys.includes(RouteKey);
      const expected = mode === 'iam' && !isBrowsers ? 'AWS_IAM' : 'CUSTOM';
      expect([RouteKey, AuthorizationType]).toEqual([RouteKey, expected]);
      if (expected === 'AWS_IAM') expect(AuthorizerId).toBeUndefined();
      else expect(ids).toContain(AuthorizerId);
      if (expected === 'CUSTOM')
        expect(AuthorizerId).toBe(isBrowsers ? 'httpapiauthorizerbrowsers' : 'httpapiauthorizerclients');
    }
  });

  it('has no authorizer that nobody asks', () => {
    const asked = routesOf(template).flatMap(({ AuthorizerId }) => AuthorizerId ?? []);
    expect(
      authorizersOf(template)
        .map(([id]) => id.toLowerCase())
        .toSorted(),
    ).toEqual([...new Set(asked)].toSorted());
  });

  it('the API is open to no function URL, no other API, and no other caller than the gateway', () => {
    expect(resourcesOf(template, 'AWS::Lambda::Url')).toEqual([]);
    expect(resourcesOf(template, 'AWS::ApiGateway::RestApi')).toEqual([]);
    for (const [, { Properties }] of resourcesOf(template, 'AWS::Lambda::Permission')) {
      expect(evaluate(template, Properties)).toMatchObject({
        Principal: 'apigateway.amazonaws.com',
        SourceArn: 'arn:aws:execute-api:eu-west-1:123456789012:httpapi/*',
      });
    }
  });
});

describe('the cache of the authorizer', () => {
  it('takes leave for one route for no leave for another', () => {
    expect(tokens.Resources.HttpApiAuthorizerClients?.Properties).toMatchObject({
      IdentitySource: ['$request.header.Authorization', '$context.routeKey'],
      AuthorizerResultTtlInSeconds: 60,
      EnableSimpleResponses: true,
    });
  });

  it('remembers nothing of browsers, whose sign-in may end at any time', () => {
    expect(tokens.Resources.HttpApiAuthorizerBrowsers?.Properties).toMatchObject({
      IdentitySource: [],
      AuthorizerResultTtlInSeconds: 0,
    });
  });
});

describe('a browser of another origin', () => {
  const cors = v.object({
    'Fn::If': v.tuple([
      v.literal('HasCorsOrigin'),
      v.unknown(),
      v.object({ Ref: v.literal('AWS::NoValue') }),
    ]),
  });

  it('may call where its origin is named, with what a function allows too, and nowhere else', async () => {
    const { template } = await packageTemplate({ corsAllowOrigin: 'https://a.example,https://b.example' });
    expect(tokens.Parameters.CorsAllowOrigin?.Default).toBe('');
    expect(template.Parameters.CorsAllowOrigin?.Default).toBe('https://a.example,https://b.example');
    expect(template.Conditions.HasCorsOrigin).toEqual({
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'CorsAllowOrigin' }, ''] }],
    });
    const [, allowed] = v.parse(cors, template.Resources.HttpApi?.Properties.CorsConfiguration)['Fn::If'];
    const environment = { CORS_ALLOW_ORIGIN: 'https://a.example' };
    const demo = openDemo(undefined, { environment });
    const headers = { origin: 'https://a.example' };
    const path = `/v1/sites/${SITE}/things`;
    const preflight = await demo.http(httpApiEvent({ method: 'OPTIONS', path, headers }));
    const answer = await demo.http(httpApiEvent({ method: 'GET', path, headers }));
    const list = (text = '') => text.split(', ');
    expect(allowed).toEqual({
      AllowOrigins: { 'Fn::Split': [',', { Ref: 'CorsAllowOrigin' }] },
      AllowMethods: list(preflight.headers['access-control-allow-methods']),
      AllowHeaders: list(preflight.headers['access-control-allow-headers']),
      ExposeHeaders: list(answer.headers['access-control-expose-headers']),
      MaxAge: Number(preflight.headers['access-control-max-age']),
    });
  });
});

describe('the stage', () => {
  const stage = v.parse(
    v.object({
      DefaultRouteSettings: v.object({ ThrottlingRateLimit: v.number(), ThrottlingBurstLimit: v.number() }),
      AccessLogSettings: v.object({ Format: v.string(), DestinationArn: v.string() }),
    }),
    evaluate(tokens, tokens.Resources.HttpApiStage?.Properties),
  );

  it('takes so many requests and no more', async () => {
    expect(stage.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 });
    const { template } = await packageTemplate({ throttlingRate: '5', throttlingBurst: '7' });
    expect(template.Resources.HttpApiStage?.Properties.DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: '5',
      ThrottlingBurstLimit: '7',
    });
  });

  it('notes who asked for which route, and nothing that could hold a token or break the line', () => {
    const line = v.parse(v.record(v.string(), v.string()), JSON.parse(stage.AccessLogSettings.Format));
    expect(Object.values(line).toSorted()).toEqual([
      '$context.authorizer.clientId',
      '$context.authorizer.error',
      '$context.error.responseType',
      '$context.identity.sourceIp',
      '$context.identity.userArn',
      '$context.integrationErrorMessage',
      '$context.integrationLatency',
      '$context.integrationStatus',
      '$context.requestId',
      '$context.requestTime',
      '$context.responseLatency',
      '$context.responseLength',
      '$context.routeKey',
      '$context.status',
    ]);
    expect(stage.AccessLogSettings.DestinationArn).toContain(':log-group:/aws/http-api/');
  });
});
