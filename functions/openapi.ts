// The description of this API, as a client generator takes it.
import * as v from 'valibot';
import { createHandler } from '../lib/operation/handler.ts';
import { defineOperation } from '../lib/operation/operation.ts';

const input = v.object({});
const output = v.looseObject({
  openapi: v.pipe(v.string(), v.regex(/^3\.1\.\d+$/)),
  info: v.looseObject({ title: v.string(), version: v.string() }),
  paths: v.record(v.string(), v.unknown()),
});

/** What the operation works with. */
export interface OpenapiServices {
  readonly document: v.InferOutput<typeof output>;
}

/** Loads the document, which the build puts beside the function; `npm run openapi` writes it. */
export async function openapiServices(): Promise<OpenapiServices> {
  const { default: document } = await import('../openapi.json', { with: { type: 'json' } });
  return { document };
}

/** The OpenAPI document of the whole bundle, generated from the schemas that check the inputs. */
export const openapi = defineOperation({
  name: 'openapi',
  description: 'The OpenAPI description of this API.',
  routes: [{ method: 'GET', path: '/v1/openapi.json', scope: 'credits:read' }],
  input,
  output,
  run: async (_, __, { document }: OpenapiServices) => document,
});

export const handler = createHandler(openapi, openapiServices);
