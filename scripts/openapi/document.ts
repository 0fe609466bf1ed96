// The whole document: every route of every operation, and what they have in common.
import { SCOPES } from '../../lib/auth/scopes.ts';
import { SESSION_COOKIE } from '../../lib/auth/token.ts';
import type { Json } from './json-schema.ts';
import { operationObject } from './operation.ts';
import type { DocumentedOperation } from './operations.ts';
import { PROBLEM, REFUSAL, REFUSALS } from './problems.ts';

const scopes = Object.entries(SCOPES).map(([scope, allows]) => `\`${scope}\`: ${allows}`);

const SECURITY: Json = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description: `A client's token. Each operation names the scope that the token must have. ${scopes.join('; ')}.`,
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
    description: 'The session of a browser, for the dashboard alone.',
  },
};

const text = { type: 'string' } as const;

const HEADERS: Json = {
  RequestId: { description: 'Finds the call in the log.', schema: text },
  Location: { description: 'Where to ask how it is.', schema: { ...text, format: 'uri-reference' } },
  RetryAfter: { description: 'Seconds after which another try makes sense.', schema: { type: 'integer' } },
};

const SERVERS: readonly Json[] = [
  {
    url: 'https://{apiId}.execute-api.{region}.amazonaws.com',
    description: 'On AWS: the URL is an output of the deployment.',
    variables: { apiId: { default: 'abc123def4' }, region: { default: 'eu-west-1' } },
  },
  { url: 'http://127.0.0.1:3000', description: 'On this machine: npm start.' },
];

/** The OpenAPI document of these operations. Throws Error when a schema cannot be written as JSON Schema. */
export function openapiDocument(operations: readonly DocumentedOperation[], version: string): Json {
  const routes = operations.flatMap((operation) => operation.routes.map((route) => ({ operation, route })));
  const sorted = routes.toSorted((one, other) => (one.route.path < other.route.path ? -1 : 1));
  const byPath = Map.groupBy(sorted, ({ route }) => route.path);
  const paths = [...byPath].map(([path, those]) => {
    const methods = those.map(({ operation, route }) => [
      route.method.toLowerCase(),
      operationObject(operation, route),
    ]);
    return [path, Object.fromEntries(methods)];
  });
  return {
    openapi: '3.1.1',
    info: {
      title: 'Wix credits',
      version,
      summary: "A Wix account's AI credits and translation word credits under control.",
      description:
        'How many credits are left, whether a job may run, what was charged, and when they run out. Money is decimal text; what is not known is null or absent, and never 0. Answers may get further fields.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: SERVERS,
    tags: operations
      .filter((operation) => operation.routes.length > 0)
      .map(({ name, description }) => ({ name, description })),
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: SECURITY,
      schemas: { Problem: PROBLEM, Refusal: REFUSAL },
      responses: REFUSALS,
      headers: HEADERS,
    },
  };
}
