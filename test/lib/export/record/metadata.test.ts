// Metadata: plain JSON whatever its wire form, in one order of keys.
import fc from 'fast-check';
import { parseMetadata } from '../../../../lib/export/record/metadata.ts';

function nested(levels: number): unknown {
  let value: unknown = 'x';
  for (let i = 0; i < levels; i++) value = { a: value };
  return value;
}

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
  ])('%j, whose kinds and values do not fit, is refused', (value) => {
    expect(parseMetadata(value)).toBeUndefined();
  });
});

describe('plain metadata', () => {
  it.each([
    [{ fields: 'a plain field of that name' }],
    [{ fields: { tokens: 3 } }],
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

  it('of a hundred levels is read; of a hundred thousand is refused instead of ending the stack', () => {
    expect(parseMetadata(nested(100))).toBeDefined();
    expect(parseMetadata(nested(102))).toBeUndefined();
    expect(parseMetadata(nested(100_000))).toBeUndefined();
  });
});
