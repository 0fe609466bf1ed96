// Metadata: plain JSON whatever its wire form, in one order of keys.
import fc from 'fast-check';
import { parseMetadata, parsePlainMetadata } from '../../../../lib/export/record/metadata.ts';

/** A text below so many levels, each made by `wrap`. */
function nested(levels: number, wrap: (value: unknown) => unknown = (value) => ({ a: value })): unknown {
  let value: unknown = 'x';
  for (let i = 0; i < levels; i++) value = wrap(value);
  return value;
}

/** What can be nested: how a level is made, and how what is inside becomes metadata, which is a level itself. */
const nestings: [string, (value: unknown) => unknown, (value: unknown) => unknown][] = [
  ['objects', (value) => ({ a: value }), (value) => ({ a: value })],
  ['lists', (value) => [value], (value) => ({ a: value })],
  [
    'Structs',
    (value) => ({ structValue: { fields: { a: value === 'x' ? { stringValue: 'x' } : value } } }),
    (value) => ({ fields: { a: value } }),
  ],
  [
    'lists of a Struct',
    (value) => ({ listValue: { values: [value === 'x' ? { stringValue: 'x' } : value] } }),
    (value) => ({ fields: { a: value } }),
  ],
];

describe('a Struct', () => {
  it('becomes the JSON that it stands for', () => {
    const struct = {
      fields: {
        text: { stringValue: 'a' },
        number: { numberValue: 1.5 },
        yes: { boolValue: true },
        nothing: { nullValue: 'NULL_VALUE' },
        list: { listValue: { values: [{ numberValue: 1 }, { structValue: { fields: {} } }] } },
        bare: { listValue: [{ stringValue: 'b' }] },
        none: { listValue: {} },
        inner: { structValue: { fields: { deep: { stringValue: 'c' } } } },
      },
    };
    expect(parseMetadata(struct)).toEqual({
      bare: ['b'],
      inner: { deep: 'c' },
      list: [1, {}],
      none: [],
      nothing: null,
      number: 1.5,
      text: 'a',
      yes: true,
    });
  });

  it('without fields is empty', () => {
    expect(parseMetadata({ fields: {} })).toEqual({});
  });

  it.each([
    [{ fields: { a: { stringValue: 1 } } }],
    [{ fields: { a: { numberValue: 'NaN' } } }],
    [{ fields: { a: { structValue: { b: 1 } } } }],
    [{ fields: { a: { listValue: 5 } } }],
    [{ fields: { a: { listValue: [5] } } }],
    [{ fields: { a: { listValue: [null] } } }],
    [{ fields: { a: { listValue: [{ text: 'x' }] } } }],
  ])('%j, whose kinds and values do not fit, is refused', (value) => {
    expect(parseMetadata(value)).toBeUndefined();
  });
});

describe('plain metadata', () => {
  it.each([
    [{ fields: 'a plain field of that name' }],
    [{ fields: { tokens: 3 } }],
    [{ fields: { tokens: null } }],
    [{ fields: { tokens: {} } }],
    [{ fields: { tokens: { numberValue: 3, unit: 'k' } } }],
    [{ fields: { a: { stringValue: 'x' } }, more: 1 }],
  ])('%j is not taken for a Struct', (value) => {
    expect(parseMetadata(value)).toEqual(value);
  });

  it('has one text, whatever order its keys came in, at every level', () => {
    const a = parseMetadata({ b: { d: 1, c: [{ z: 1, y: 2 }] }, a: null });
    const b = parseMetadata({ a: null, b: { c: [{ y: 2, z: 1 }], d: 1 } });
    expect(JSON.stringify(a)).toBe('{"a":null,"b":{"c":[{"y":2,"z":1}],"d":1}}');
    expect(JSON.stringify(b)).toBe(JSON.stringify(a));
  });

  it('is the same text for flat objects in order, out of order and with numbers for keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 3 }), fc.integer()), (value) => {
        const backwards = Object.fromEntries(Object.entries(value).reverse());
        expect(JSON.stringify(parseMetadata(backwards))).toBe(JSON.stringify(parseMetadata(value)));
        expect(parseMetadata(value)).toEqual(value);
      }),
    );
  });

  it('keeps a key called __proto__ as a key', () => {
    const flat = parseMetadata(JSON.parse('{"__proto__":"x"}'));
    const deep = parseMetadata(JSON.parse('{"b":{"__proto__":{"y":1}},"a":1}'));
    expect(JSON.stringify(flat)).toBe('{"__proto__":"x"}');
    expect(JSON.stringify(deep)).toBe('{"a":1,"b":{"__proto__":{"y":1}}}');
  });

  it('has no negative zero, which JSON text could not give back', () => {
    expect(Object.is(parseMetadata({ a: -0 })?.a, 0)).toBe(true);
  });

  it.each([
    [[]],
    ['text'],
    [5],
    [null],
    [undefined],
    [{ a: undefined }],
    [{ a: () => 1 }],
    [{ a: Number.NaN }],
  ])('%p is refused', (value) => {
    expect(parseMetadata(value)).toBeUndefined();
  });

  it('that is flat and in order is given as it is: it is of nearly every record, and needs no copy', () => {
    const metadata = { a: 'x', b: true, c: null, d: 1.5, e: 0 };
    expect(parsePlainMetadata(metadata)).toBe(metadata);
    expect(parseMetadata(metadata)).toBe(metadata);
  });

  it('whose reading fails for another reason than its form is not called wrong', () => {
    const broken = {
      get a(): never {
        throw new RangeError('not the fault of the record');
      },
    };
    expect(() => parseMetadata({ b: broken })).toThrow('not the fault of the record');
  });
});

describe.each(nestings)('%s', (_, wrap, around) => {
  it('are read to a hundred levels, and refused beyond instead of ending the stack', () => {
    expect(parseMetadata(around(nested(99, wrap)))).toBeDefined();
    expect(parseMetadata(around(nested(100, wrap)))).toBeUndefined();
    expect(parseMetadata(around(nested(100_000, wrap)))).toBeUndefined();
  });
});
