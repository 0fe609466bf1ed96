// The schemas of the document against the validation that they were made from.
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import * as v from 'valibot';
import { Failure } from '../../../lib/failure.ts';
import { parseInput } from '../../../lib/operation/input.ts';
import { inputJsonSchema, outputJsonSchema } from '../../../scripts/openapi/json-schema.ts';
import { listOperations } from '../../../scripts/openapi/operations.ts';

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);

describe('a schema', () => {
  it('of an input is closed at every depth, one of an output is open', () => {
    const schema = v.object({ a: v.optional(v.object({ b: v.string() })) });
    expect(inputJsonSchema(schema)).toMatchObject({
      additionalProperties: false,
      properties: { a: { additionalProperties: false } },
    });
    expect(JSON.stringify(outputJsonSchema(schema))).not.toContain('additionalProperties');
  });

  it('of an input is what is sent, not what becomes of it', () => {
    const schema = v.object({ a: v.pipe(v.string(), v.transform(Number), v.minValue(3)) });
    expect(inputJsonSchema(schema).properties).toEqual({ a: { type: 'string' } });
  });

  it('says in words what it cannot say otherwise', () => {
    const schema = v.object({
      a: v.pipe(
        v.string(),
        v.check((text) => text !== '', 'expected a day'),
      ),
    });
    expect(inputJsonSchema(schema).properties).toEqual({
      a: { type: 'string', description: 'Expected a day.' },
    });
  });

  it('has a pattern in both cases where the expression ignores case, or none at all', () => {
    const of = (pattern: RegExp) =>
      inputJsonSchema(v.object({ a: v.pipe(v.string(), v.regex(pattern)) })).properties;
    expect(of(/^[\da-f]+$/i)).toEqual({ a: { type: 'string', pattern: '^[\\da-fA-F]+$' } });
    expect(() => of(/^abc$/i)).toThrow('cannot be written');
    expect(() => of(/^.$/s)).toThrow('not known');
  });
});

describe('the schema of an input', () => {
  const GUID = 'e3959d0f-0770-404b-a558-0714cd8d5825';
  const unit = { format: 'HTML', text: '<p>a</p>' };
  const texts = [
    GUID,
    GUID.toUpperCase(),
    'EN',
    'DE',
    '2026-10-01',
    '2026-10-01T00:00:00Z',
    'csv',
    'start',
    'x',
    '',
  ];
  const others = [0, 1.5, -1, 2 ** 31, true, null, {}, unit, [], [GUID], [unit], ['x']];
  const values = fc.constantFrom<unknown>(...texts, ...others);
  const accepts = (schema: v.GenericSchema, value: unknown): boolean => {
    try {
      parseInput(schema, value);
      return true;
    } catch (error) {
      if (error instanceof Failure && error.code === 'InvalidInput') return false;
      throw error;
    }
  };

  it('refuses nothing that the validation lets pass, and of fields that stand alone lets nothing else pass', async () => {
    const alone = new Set(['balance', 'openapi']);
    for (const { name, input } of await listOperations()) {
      const schema = inputJsonSchema(input);
      const validate = ajv.compile(schema);
      const names = [...Object.keys(Object(schema.properties)), 'surprise'];
      const inputs = fc.dictionary(fc.constantFrom(...names), values, { maxKeys: 6, noNullPrototype: true });
      const property = fc.property(inputs, (given) => {
        const accepted = accepts(input, given);
        const valid = validate(given);
        return alone.has(name) ? valid === accepted : valid || !accepted;
      });
      fc.assert(property, { numRuns: 500 });
    }
  });
});
