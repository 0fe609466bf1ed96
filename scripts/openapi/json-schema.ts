// The schemas of the validation as JSON Schema (draft 2020-12), which OpenAPI 3.1 takes as it is.
import { type ConversionConfig, type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { isFields } from '../../lib/operation/http-request.ts';

/** A JSON Schema, or any other part of the document. */
export type Json = { readonly [key: string]: unknown };

/** A JSON Schema has no flags: a range of lower-case letters gets its upper-case twin. */
function withoutCase(pattern: RegExp): string {
  const source = pattern.source.replace(/[a-z]-[a-z]/g, (range) => range + range.toUpperCase());
  if (/[a-z]/i.test(source.replace(/\\.|[a-z]-[a-z]/gi, ''))) {
    throw new Error(`The pattern ${pattern} cannot be written without its flag`);
  }
  return source;
}

/** What cannot be said in JSON Schema is said in words: those that a caller reads in `errors`. */
function inWords(schema: JsonSchema, message: unknown): JsonSchema {
  if (typeof message !== 'string') return schema;
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
  if (schema.description?.includes(sentence)) return schema;
  return { ...schema, description: [schema.description, sentence].filter(Boolean).join(' ') };
}

const overrideAction: NonNullable<ConversionConfig['overrideAction']> = ({
  valibotAction,
  jsonSchema,
  errors,
}) => {
  if (errors === undefined) return undefined;
  if ('requirement' in valibotAction && valibotAction.requirement instanceof RegExp) {
    const { requirement } = valibotAction;
    if (requirement.flags === 'i') return { ...jsonSchema, pattern: withoutCase(requirement) };
    if (requirement.flags === 'u') return jsonSchema;
    throw new Error(`The flags of ${requirement} are not known here`);
  }
  // Every number of JSON is finite, and a transformation that keeps the type asks nothing of the caller.
  if (valibotAction.type === 'finite' || valibotAction.kind === 'transformation') return jsonSchema;
  // Which fields a caller can send together depends on the route: see `jointChecks`.
  if (valibotAction.type === 'partial_check') return jsonSchema;
  return inWords(jsonSchema, 'message' in valibotAction ? valibotAction.message : undefined);
};

function convert(schema: v.GenericSchema, config: ConversionConfig): Json {
  const { $schema: _, ...converted } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    overrideAction,
    ...config,
  });
  if (converted.$defs !== undefined) throw new Error('A recursive schema needs a name in the components');
  return converted;
}

/** What a caller sends: before any transformation, and closed, because a field that is not named is refused. */
export function inputJsonSchema(schema: v.GenericSchema): Json {
  return convert(schema, {
    typeMode: 'input',
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
      valibotSchema.type === 'object' ? { ...jsonSchema, additionalProperties: false } : undefined,
  });
}

/** What is expected of several fields of an input together. */
export interface JointCheck {
  readonly fields: readonly string[];
  readonly message: string;
}

/** The checks of several fields in an input's schema, with the names of the fields. */
export function jointChecks(schema: v.GenericSchema): readonly JointCheck[] {
  if (!('pipe' in schema) || !Array.isArray(schema.pipe)) return [];
  return schema.pipe.flatMap((action: unknown) => {
    if (!isFields(action) || action.type !== 'partial_check') return [];
    const { paths, message } = action;
    if (!Array.isArray(paths) || typeof message !== 'string') return [];
    return [{ fields: paths.map((path) => [path].flat().join('.')), message }];
  });
}

/** What a caller gets. It is open: fields may be added to an answer. */
export function outputJsonSchema(schema: v.GenericSchema): Json {
  return convert(schema, {
    typeMode: 'output',
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
      valibotSchema.type === 'loose_object' ? { ...jsonSchema, additionalProperties: true } : undefined,
  });
}
