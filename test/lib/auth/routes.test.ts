// The table of routes: which path takes which scope, and that table, functions and deployment agree.
import { readdir, readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { parse } from 'yaml';
import { findRoute, ROUTES } from '../../../lib/auth/routes.ts';
import { isScope, SCOPES } from '../../../lib/auth/scopes.ts';

const ID = '11111111-2222-4333-8444-555555555555';

describe('the routes', () => {
  test.each([
    ['GET', '/v1/balance', 'credits:read'],
    ['GET', '/v1/translation-credits', 'credits:read'],
    ['GET', `/v1/sites/${ID}/translation-credits`, 'credits:read'],
    ['POST', `/v1/sites/${ID}/translation-eligibility`, 'credits:read'],
    ['POST', `/v1/sites/${ID}/translations`, 'translations:write'],
    ['POST', '/v1/exports', 'exports:write'],
    ['GET', '/v1/exports/abc', 'exports:read'],
    ['POST', '/v1/transactions', 'transactions:write'],
    ['GET', '/v1/usage', 'credits:read'],
    ['GET', '/v1/openapi.json', 'credits:read'],
    ['GET', '/v1/dashboard', 'credits:read'],
    ['GET', '/v1/dashboard/data', 'credits:read'],
    ['POST', '/v1/dashboard/session', 'credits:read'],
  ])('%s %s takes %s', (method, path, scope) => {
    expect(findRoute(method, path)?.scope).toBe(scope);
  });

  test('are found by the template of the gateway as well', () => {
    for (const route of ROUTES) expect(findRoute(route.method, route.path)).toBe(route);
  });

  test.each([
    ['POST', '/v1/balance'],
    ['get', '/v1/balance'],
    ['GET', '/v1/balance/'],
    ['GET', '/v1/Balance'],
    ['GET', '/v1/balancer'],
    ['GET', '/v1/openapi-json'],
    ['GET', '/x/v1/balance'],
    ['GET', '/v1/%62alance'],
    ['GET', '/v1/exports/'],
    ['GET', '/v1/exports/a/b'],
    ['GET', '/v1/sites//translation-credits'],
    ['GET', `/v1/sites/${ID}/${ID}/translation-credits`],
    ['GET', '/v1/exports/a\n'.repeat(2)],
    ['GET', ''],
    ['', '/v1/balance'],
  ])('%s %s is none', (method, path) => {
    expect(findRoute(method, path)).toBeUndefined();
  });
});

describe('the table of routes', () => {
  const declared = v.object({ method: v.string(), path: v.string(), scope: v.string() });
  const operation = v.object({ routes: v.array(declared) });

  test('says of every route of every function what the function says', async () => {
    const functions = new URL('../../../functions/', import.meta.url);
    const files = (await readdir(functions)).filter((name) => name.endsWith('.ts'));
    const routes = [];
    for (const file of files) {
      const exported: object = await import(new URL(file, functions).href);
      for (const one of Object.values(exported)) if (v.is(operation, one)) routes.push(...one.routes);
    }
    expect(routes.length).toBeGreaterThanOrEqual(4);
    for (const { method, path, scope } of routes) {
      expect({ method, path, scope: findRoute(method, path)?.scope }).toEqual({ method, path, scope });
    }
  });

  test('has every route that is deployed', async () => {
    const source = await readFile(new URL('../../../serverless.yml', import.meta.url), 'utf8');
    const httpApi = v.object({ httpApi: v.object({ method: v.string(), path: v.string() }) });
    const yaml = v.parse(
      v.object({
        functions: v.record(v.string(), v.object({ events: v.optional(v.array(v.unknown()), []) })),
      }),
      parse(source, { logLevel: 'silent' }),
    );
    const events = Object.values(yaml.functions).flatMap((one) =>
      one.events.filter((event) => v.is(httpApi, event)),
    );
    expect(events.length).toBeGreaterThanOrEqual(4);
    for (const event of events) {
      const { method, path } = v.parse(httpApi, event).httpApi;
      expect([path, findRoute(method, path)?.path]).toEqual([path, path]);
    }
  });

  test('uses known scopes, and every scope opens something', () => {
    for (const { scope } of ROUTES) expect(isScope(scope)).toBe(true);
    expect(new Set(ROUTES.map((route) => route.scope))).toEqual(new Set(Object.keys(SCOPES)));
    expect(isScope('constructor')).toBe(false);
  });
});
