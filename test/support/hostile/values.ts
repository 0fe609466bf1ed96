// JSON values that hurt: what no honest caller sends, and what may not come out again.
import fc from 'fast-check';

/** Stands for an API key; it must be in no answer, no error and no line. */
export const SECRET_MARKER = 'IST.hostile.4vq9zr0y7kx3m8w2c6t1b5n0d4f8h2j6';
/** Stands for what Wix, S3 or a library said when it failed; no caller may read it. */
export const UPSTREAM_MARKER = 'upstream-internals-at-10.0.0.7';
/** Stands for a customer's text; it may be answered to its caller, and never be logged. */
export const CONTENT_MARKER = 'Vertraulicher Kundentext';

/** A rich content document that could be parsed, but not be written again. */
export const DEEP_DOCUMENT = `${'{"nodes":['.repeat(3_000)}{"textData":{"text":"x"}}${']}'.repeat(3_000)}`;

const HUGE = [
  DEEP_DOCUMENT,
  'a'.repeat(70_000),
  '9'.repeat(5_000),
  '\u0000'.repeat(2_000),
  '{'.repeat(2_000),
];
const NASTY = [
  '',
  ' ',
  '\r\nset-cookie: a=b',
  '%0d%0aset-cookie:%20a=b',
  '\u2028\u2029\u0085',
  '\u0000',
  '\uD800',
  '\u202Egpj.exe',
  '=cmd|/C calc!A1',
  '../../etc/passwd',
  '%E0%A4%A',
  '%',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-0',
  '1e400',
  '0x10',
  '9007199254740993',
  '{"a":1}',
  '[]',
  '<script>alert(1)</script>',
  "' OR 1=1 --",
  `\${jndi:ldap://x}`,
  '2026-02-30T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '2026-10-01T00:00:00Z',
  '00000000-0000-4000-8000-000000000000',
  CONTENT_MARKER,
  `${CONTENT_MARKER}\r\n{"level":"error","message":"forged"}`,
];
/** Names that a prototype has, names of this API, and names that break a line. */
const KEYS = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then', 'toJSON'],
  ...['siteId', 'siteIds', 'content', 'text', 'view', 'clientId', 'action', 'headers', 'body', 'step', 'at'],
  ...['', 'a.b', '0', '\r\n', '\u2028', CONTENT_MARKER],
];

/** What JSON.stringify cannot write; `toJson` puts it in where the token stands. */
const LITERALS = { '@@huge-number@@': '1e400', '@@negative-zero@@': '-0', '@@long@@': '9'.repeat(400) };

/** A text: nasty, random, or now and then very long. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 4, arbitrary: fc.string({ maxLength: 20 }) },
  { weight: 1, arbitrary: fc.constantFrom(...HUGE) },
);

/** The name of a field. */
export const key: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 8 }));

const nested = (depth: number, open: string, close: string): unknown =>
  JSON.parse(`${open.repeat(depth)}1${close.repeat(depth)}`);
const DEEP = [nested(40, '[', ']'), nested(33, '{"a":', '}'), nested(1_500, '[', ']')];

/** Objects that are no good as anything but objects: `String(…)` of some of them throws. */
const TRAPS: readonly unknown[] = [
  '{"toString":{}}',
  '{"toString":null,"valueOf":1}',
  '{"value":{"toString":[]}}',
  '{"length":3,"0":"a"}',
  '{"constructor":{"prototype":{}},"then":{}}',
  '{"toJSON":"x"}',
].map((json) => JSON.parse(json));

const scalar = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 2, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 2, arbitrary: fc.constantFrom(0, -1, 1.5, 2 ** 31, 2 ** 53, 1e21, ...Object.keys(LITERALS)) },
  { weight: 2, arbitrary: fc.constantFrom<boolean | null>(true, false, null) },
);

/** `__proto__` becomes a field like any other, as JSON.parse makes it. */
function objectOf(fields: readonly (readonly [string, unknown])[]): object {
  const made = {};
  for (const [name, value] of fields) {
    Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return made;
}

const few = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 12, arbitrary: scalar },
    { weight: 1, arbitrary: fc.constantFrom(...TRAPS) },
    { weight: 2, arbitrary: fc.array(value, { maxLength: 3 }) },
    { weight: 4, arbitrary: fc.array(fc.tuple(key, value), { maxLength: 3 }).map(objectOf) },
  );

/** Any JSON value, seldom very deep. Numbers that JavaScript cannot write stand in it as tokens, see `toJson`. */
export const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 40, arbitrary: few(few(scalar)) },
  { weight: 1, arbitrary: fc.constantFrom(...DEEP) },
);

/** A value as JSON text, with the numbers that only JSON text can hold. */
export function toJson(given: unknown): string {
  const json = JSON.stringify(given) ?? 'null';
  if (!json.includes('"@@')) return json;
  return Object.entries(LITERALS).reduce(
    (all, [token, literal]) => all.replaceAll(`"${token}"`, literal),
    json,
  );
}
