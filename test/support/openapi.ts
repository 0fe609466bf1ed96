// Reads the OpenAPI document as a client of it does: its operations, its examples, validators of its answers.
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import * as v from 'valibot';

const examples = v.record(v.string(), v.object({ summary: v.string(), value: v.unknown() }));
const media = v.looseObject({ schema: v.unknown(), examples: v.optional(examples, {}) });
const content = v.record(v.string(), media);

const operationSchema = v.looseObject({
  operationId: v.string(),
  security: v.array(v.record(v.string(), v.array(v.string()))),
  parameters: v.optional(
    v.array(
      v.looseObject({ name: v.string(), in: v.picklist(['path', 'query']), examples: v.optional(examples) }),
    ),
  ),
  requestBody: v.optional(
    v.looseObject({
      content: v.record(v.string(), v.looseObject({ schema: v.unknown(), examples: v.optional(examples) })),
    }),
  ),
  responses: v.record(v.string(), v.looseObject({ content: v.optional(content) })),
});

/** The schema of what the tests read of the document. */
export const documentSchema = v.looseObject({
  paths: v.record(v.string(), v.record(v.string(), operationSchema)),
  components: v.unknown(),
});

/** The document. */
export type ApiDocument = v.InferOutput<typeof documentSchema>;
/** One of its operations. */
export type ApiOperation = v.InferOutput<typeof operationSchema>;

/** An example with its answer, by the name that its request has as well. */
export interface ApiExample {
  readonly name: string;
  readonly status: number;
  readonly mediaType: string;
  readonly answer: unknown;
}

/** The examples of an operation: successes first. */
export function examplesIn({ responses }: ApiOperation): readonly ApiExample[] {
  return Object.entries(responses).flatMap(([status, response]) =>
    Object.entries(response.content ?? {}).flatMap(([mediaType, { examples: named }]) =>
      Object.entries(named).map(([name, { value }]) => ({
        name,
        status: Number(status),
        mediaType,
        answer: value,
      })),
    ),
  );
}

/** The request of an example: where to, and with what body. */
export function requestOf(path: string, operation: ApiOperation, name: string) {
  let target = path;
  const query = new URLSearchParams();
  for (const parameter of operation.parameters ?? []) {
    const value = parameter.examples?.[name]?.value;
    if (value === undefined) continue;
    if (parameter.in === 'path')
      target = target.replace(`{${parameter.name}}`, encodeURIComponent(String(value)));
    else for (const one of [value].flat()) query.append(parameter.name, String(one));
  }
  const [type, sent] = Object.entries(operation.requestBody?.content ?? {})[0] ?? ['', undefined];
  const body = sent?.examples?.[name]?.value;
  return { target: query.size === 0 ? target : `${target}?${query}`, type, body };
}

/** Closes every object that names its fields, so that a field which is not documented is found. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, closed(value)]);
  const copy = Object.fromEntries(entries);
  const names = 'properties' in schema && 'required' in schema && !('additionalProperties' in schema);
  return names ? { ...copy, additionalProperties: false } : copy;
}

/** What is wrong with the request of an example, by the schemas of its operation. */
export function requestErrors(operation: ApiOperation, name: string): readonly string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  const parts = [
    ...(operation.parameters ?? []),
    ...Object.values(operation.requestBody?.content ?? {}).map((media) => ({ ...media, name: 'body' })),
  ];
  return parts.flatMap(({ name: part, schema, examples: named }) => {
    const value = named?.[name]?.value;
    if (value === undefined || ajv.validate(Object(schema), value)) return [];
    return (ajv.errors ?? []).map(({ instancePath, message }) => `${part}${instancePath} ${message}`);
  });
}

/** Makes validators of answers; each names what is wrong. Fields that the document does not name are wrong. */
export function validators(document: Pick<ApiDocument, 'components'>) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'https://api.example/', components: document.components });
  return (operation: ApiOperation, status: number, mediaType: string) => {
    const schema = operation.responses[status]?.content?.[mediaType]?.schema;
    if (schema === undefined)
      throw new Error(`${operation.operationId} documents no ${mediaType} of ${status}`);
    const absolute = JSON.parse(
      JSON.stringify(schema).replaceAll('"#/components/', '"https://api.example/#/components/'),
    );
    const validate = ajv.compile(Object(closed(absolute)));
    return (answer: unknown): readonly string[] => {
      validate(answer);
      return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
    };
  };
}
