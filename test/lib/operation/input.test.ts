// What the checks make of each kind of schema.
import * as v from 'valibot';
import { Failure } from '../../../lib/failure.ts';
import { parseInput } from '../../../lib/operation/input.ts';

function errorsOf(schema: v.GenericSchema, value: unknown): readonly string[] {
  try {
    parseInput(schema, value);
  } catch (error) {
    if (error instanceof Failure)
      return (error.errors ?? []).map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

const json = (text: string): unknown => JSON.parse(text);
const words = v.object({ kind: v.literal('words'), count: v.number() });
const texts = v.object({ kind: v.literal('texts'), texts: v.array(v.string()) });

describe('a union', () => {
  const union = v.union([
    v.strictObject({ wordCount: v.number() }),
    v.strictObject({ content: v.array(v.string()) }),
  ]);

  test('takes what one of its options takes', () => {
    expect(parseInput(union, { content: ['a'] })).toEqual({ content: ['a'] });
  });

  test('names the errors of the option that comes nearest', () => {
    expect(errorsOf(union, { content: ['a', 1] })).toEqual(['content.1: expected a string']);
    expect(errorsOf(union, { wordCount: 1, content: ['a'] })).toEqual(['content: unknown field']);
    expect(errorsOf(v.union([v.string(), v.object({ a: v.number() })]), { a: '1' })).toEqual([
      'a: expected a number',
    ]);
    expect(errorsOf(v.object({ one: v.optional(union) }), { one: { content: 1 } })).toEqual([
      'one.content: expected an array',
    ]);
  });

  test('refuses what its first fitting option would drop in silence', () => {
    const loose = v.union([v.object({ a: v.optional(v.number()) }), v.object({ b: v.optional(v.number()) })]);
    expect(errorsOf(loose, { b: 1 })).toEqual(['b: unknown field']);
  });

  test('of plain types says which', () => {
    expect(errorsOf(v.object({ id: v.union([v.string(), v.number()]) }), { id: true })).toEqual([
      'id: expected (string | number)',
    ]);
  });

  test('keeps the errors of the checks that follow it', () => {
    const piped = v.pipe(
      union,
      v.check(() => false, 'expected something else'),
    );
    expect(errorsOf(piped, { wordCount: 1 })).toEqual([': expected something else']);
  });
});

describe('a variant', () => {
  const variant = v.variant('kind', [words, v.variant('kind', [texts])]);

  test('is closed by the option that its discriminator names', () => {
    expect(parseInput(variant, { kind: 'texts', texts: [] })).toEqual({ kind: 'texts', texts: [] });
    expect(errorsOf(variant, { kind: 'words', count: '1', texts: [] })).toEqual([
      'texts: unknown field',
      'count: expected a number',
    ]);
    expect(errorsOf(variant, { kind: 'texts', texts: [], more: 1 })).toEqual(['more: unknown field']);
  });

  test('says which discriminators there are', () => {
    expect(errorsOf(variant, { kind: 'other' })).toEqual(['kind: expected ("words" | "texts")']);
    expect(errorsOf(variant, [])).toHaveLength(1);
  });
});

test.each<[string, v.GenericSchema, unknown, readonly string[]]>([
  ['a nullable object', v.nullable(v.object({})), { a: 1 }, ['a: unknown field']],
  ['null where it is allowed', v.nullable(v.object({})), null, []],
  ['an optional list', v.optional(v.array(v.object({}))), [{}, { a: 1 }], ['1.a: unknown field']],
  ['a tuple', v.tuple([v.object({}), v.string()]), [{ a: 1 }, 'x'], ['0.a: unknown field']],
  [
    'a tuple with a rest',
    v.tupleWithRest([v.string()], v.object({})),
    ['x', { a: 1 }],
    ['1.a: unknown field'],
  ],
  ['a record', v.record(v.string(), v.object({})), { any: { a: 1 } }, ['any.a: unknown field']],
  ['a record that is a list', v.record(v.string(), v.string()), [], [': expected an object']],
  [
    '__proto__ in a record',
    v.record(v.string(), v.unknown()),
    json('{"x":{"__proto__":1}}'),
    ['x.__proto__: unknown field'],
  ],
  ['an open object', v.looseObject({ a: v.object({}) }), { b: 1, a: { c: 1 } }, ['a.c: unknown field']],
  ['an object with a rest', v.objectWithRest({}, v.object({})), { b: { c: 1 } }, ['b.c: unknown field']],
  [
    'a strict object, all its unknown fields',
    v.strictObject({}),
    { a: 1, b: 2 },
    ['a: unknown field', 'b: unknown field'],
  ],
  ['a lazy schema', v.lazy(() => v.object({})), { a: 1 }, ['a: unknown field']],
  ['anything at all', v.unknown(), { a: [{ b: 1 }] }, []],
  [
    'an inherited name',
    v.object({ a: v.optional(v.string()) }),
    { toString: 1, valueOf: 2 },
    ['toString: unknown field', 'valueOf: unknown field'],
  ],
  ['a list without its entries', v.object({ a: v.string() }), ['x'], [': expected an object']],
  [
    'lengths',
    v.object({ a: v.pipe(v.array(v.string()), v.minLength(1)) }),
    { a: [] },
    ['a: expected a length >=1'],
  ],
  [
    'emptiness',
    v.object({ a: v.pipe(v.string(), v.nonEmpty()) }),
    { a: '' },
    ['a: expected a value that is not empty'],
  ],
  [
    'a check',
    v.object({
      a: v.pipe(
        v.string(),
        v.check(() => false),
      ),
    }),
    { a: '' },
    ['a: not valid'],
  ],
  [
    'a format',
    v.object({ a: v.pipe(v.string(), v.isoTimestamp()) }),
    { a: 'x' },
    ['a: expected a valid iso timestamp'],
  ],
  [
    "a schema's own words",
    v.object({ a: v.number('expected a count') }),
    { a: 'x' },
    ['a: expected a count'],
  ],
])('%s', (_name, schema, value, expected) => {
  expect(errorsOf(schema, value)).toEqual(expected);
});

test('a tree of lazy schemas cannot be nested without end', () => {
  interface Tree {
    readonly child?: Tree | undefined;
  }
  const tree: v.GenericSchema<Tree> = v.object({ child: v.optional(v.lazy(() => tree)) });
  expect(errorsOf(tree, { child: { child: {} } })).toEqual([]);
  expect(errorsOf(tree, { child: { child: { x: 1 } } })).toEqual(['child.child.x: unknown field']);
  expect(errorsOf(tree, json(`${'{"child":'.repeat(50_000)}{}${'}'.repeat(50_000)}`))).toHaveLength(1);
});

test('a rejected input of many errors is told in time that grows with its size, not with its square', () => {
  const list = v.array(v.union([v.strictObject({ a: v.number() }), v.strictObject({ b: v.number() })]));
  expect(
    errorsOf(v.object({ list }), { list: Array.from({ length: 20_000 }, () => ({ c: 1 })) }),
  ).toHaveLength(100);
});
