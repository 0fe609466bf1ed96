// The OpenAPI document: current, valid, complete, and saying what the validation does.
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import * as v from 'valibot';
import { ROUTES } from '../../lib/auth/routes.ts';
import { Failure } from '../../lib/failure.ts';
import { defineOperation } from '../../lib/operation/operation.ts';
import { problemOf } from '../../lib/operation/problem.ts';
import { openapiDocument } from '../../scripts/openapi/document.ts';
import { FUNCTION_CODES } from '../../scripts/openapi/notes/codes.ts';
import { notedRoutes } from '../../scripts/openapi/notes.ts';
import { listOperations } from '../../scripts/openapi/operations.ts';
import { currentDocument, OPENAPI_FILE } from '../../scripts/openapi.ts';
import {
  type ApiDocument,
  documentSchema,
  examplesIn,
  requestErrors,
  validators,
} from '../support/openapi.ts';

const stored: unknown = JSON.parse(readFileSync(OPENAPI_FILE, 'utf8'));
const document: ApiDocument = v.parse(documentSchema, stored);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe('openapi.json', () => {
  it('is what the functions say: npm run openapi writes it', async () => {
    expect(stored).toEqual(JSON.parse(JSON.stringify(await currentDocument())));
  });

  it('is valid OpenAPI 3.1, says an independent validator', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(Object(stored)));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('has every route of every function, with its scope, and no other', async () => {
    const declared = (await listOperations()).flatMap(({ routes }) =>
      routes.map(({ method, path, scope }) => `${method} ${path} ${scope}`),
    );
    const documented = operations.map(
      ({ path, method, operation }) => `${method.toUpperCase()} ${path} ${operation.security[0]?.token?.[0]}`,
    );
    expect(documented.toSorted()).toEqual(declared.toSorted());
    expect(documented.toSorted()).toEqual(
      ROUTES.map(({ method, path, scope }) => `${method} ${path} ${scope}`).toSorted(),
    );
  });

  it('lets nobody in without a token but where a browser signs in', () => {
    const open = operations.filter(({ operation }) =>
      operation.security.some((one) => Object.keys(one).length === 0),
    );
    expect(open.map(({ path }) => path).toSorted()).toEqual(['/v1/dashboard', '/v1/dashboard/session']);
  });

  it('names every operation once', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has an example of success for every operation, and no note about a route that is gone', () => {
    for (const { path, operation } of operations) {
      const good = examplesIn(operation).filter(({ status }) => status < 400);
      expect([path, good.length]).not.toEqual([path, 0]);
    }
    const routes = ROUTES.map(({ method, path }) => `${method} ${path}`);
    expect(notedRoutes().filter((route) => !routes.includes(route))).toEqual([]);
  });

  it('shows answers in its examples that fit its own schemas', () => {
    const validatorOf = validators(document);
    for (const { operation } of operations) {
      for (const { name, status, mediaType, answer } of examplesIn(operation)) {
        const errors = validatorOf(operation, status, mediaType)(answer);
        expect([operation.operationId, name, errors]).toEqual([operation.operationId, name, []]);
      }
    }
  });
});

describe('a request among the examples', () => {
  const all = operations.flatMap(({ operation }) =>
    examplesIn(operation).map(({ name, status }) => ({ operation, name, status })),
  );

  it('that succeeds fits the schemas of its operation', () => {
    for (const { operation, name } of all.filter(({ status }) => status < 400)) {
      const { operationId } = operation;
      expect([operationId, name, requestErrors(operation, name)]).toEqual([operationId, name, []]);
    }
  });

  it('for a site id that is no GUID does not', () => {
    const [balance] = operations.filter(({ path }) => path === '/v1/balance');
    if (balance === undefined) throw new Error('The balance is documented');
    expect(requestErrors(balance.operation, 'wrongSite')).toEqual([
      expect.stringContaining('siteId must match'),
    ]);
  });
});

describe('a problem', () => {
  const schema = { $ref: '#/components/schemas/Problem' };
  const operation = {
    operationId: 'any',
    security: [],
    responses: { 400: { content: { any: { schema, examples: {} } } } },
  };
  const validate = validators(document)(operation, 400, 'any');

  it.each([...FUNCTION_CODES])('%s fits its schema as it is sent', (code) => {
    const errors = [{ path: 'a.0', message: 'expected a number' }];
    const full = new Failure(code, 'detail', { wixRequestId: '1', retryAfterSeconds: 2, errors });
    expect(validate(problemOf(full, 'id'))).toEqual([]);
    expect(validate(problemOf(new Failure(code, 'detail'), 'id'))).toEqual([]);
  });

  it('of an unknown code does not', () => {
    expect(validate({ ...problemOf(new Failure('NotFound', 'x'), 'id'), code: 'Other' })).not.toEqual([]);
  });
});

describe('a route', () => {
  const operation = defineOperation({
    name: 'sample',
    description: 'A sample.',
    routes: [
      {
        method: 'POST',
        path: '/v1/samples/{id}',
        scope: 'exports:write',
        status: 202,
        query: { at: { name: 'when', type: 'text' } },
        constants: { action: 'go' },
        given: ({ clientId }) => ({ clientId }),
      },
    ],
    input: v.pipe(
      v.object({
        id: v.string(),
        when: v.string(),
        action: v.string(),
        clientId: v.string(),
        words: v.number(),
        text: v.optional(v.string()),
      }),
      v.partialCheck([['words'], ['text']], () => true, 'expected one of them'),
      v.partialCheck([['id'], ['text']], () => true, 'expected nothing that a body can give'),
    ),
    output: v.object({ done: v.boolean() }),
    run: async () => ({ done: true }),
  });
  const { paths } = v.parse(documentSchema, openapiDocument([operation], '1'));
  const sample = paths['/v1/samples/{id}']?.post;

  it('without a note has a name, its status, and every code', () => {
    expect(sample?.operationId).toBe('postSamplesById');
    const statuses = new Set(FUNCTION_CODES.map((code) => String(new Failure(code, '').status)));
    expect(Object.keys(sample?.responses ?? {}).toSorted()).toEqual(
      [...statuses, '202', '401', '403', '429'].toSorted(),
    );
  });

  it('takes its parameters from path and query', () => {
    expect(sample?.parameters).toEqual([
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'at', in: 'query', required: true, schema: { type: 'string' } },
    ]);
  });

  it('takes into its body what path, query, the route and the gateway do not give', () => {
    expect(sample?.requestBody).toEqual({
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            description: 'words, text: expected one of them.',
            properties: { words: { type: 'number' }, text: { type: 'string' } },
            required: ['words'],
            additionalProperties: false,
          },
        },
      },
    });
  });

  it('that names a parameter which the input does not have is an error', () => {
    const routes = operation.routes.map((route) => ({ ...route, path: '/v1/{other}' }));
    expect(() => openapiDocument([{ ...operation, routes }], '1')).toThrow('no field other');
  });
});
