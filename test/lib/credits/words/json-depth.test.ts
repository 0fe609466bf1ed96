// The rules of telling how deeply JSON text nests.
import fc from 'fast-check';
import { isDeeper } from '../../../../lib/credits/words/json-depth.ts';

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

test.each([
  ['1', 0],
  ['[]', 1],
  ['{"a":[{}]}', 3],
  ['"[[[["', 0],
  ['{"a\\"[[":"\\\\"}', 1],
  ['["\\\\",[]]', 2],
])('%s is %i levels deep', (json, depth) => {
  expect(isDeeper(json, depth)).toBe(false);
  if (depth > 0) expect(isDeeper(json, depth - 1)).toBe(true);
});

test('any JSON is as deep as what it stands for', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.nat(6), (value, most) => {
      expect(isDeeper(JSON.stringify(value), most)).toBe(depthOf(value) > most);
    }),
    { numRuns: 1000 },
  );
});
