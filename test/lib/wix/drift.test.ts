// Answers of an undocumented shape: what is wrong becomes unknown and is told, and no number is made up.
import fc from 'fast-check';
import * as v from 'valibot';
import { parseTolerant } from '../../../lib/wix/drift.ts';
import { failureOf, harness, read } from './harness.ts';
import { httpWix, stopServers } from './servers.ts';

afterEach(stopServers);

const schema = v.object({
  pool: v.undefinedable(v.object({ balance: v.undefinedable(v.number()), cap: v.optional(v.number()) })),
  name: v.optional(v.pipe(v.string(), v.minLength(2), v.regex(/^[a-z]+$/))),
  tags: v.optional(v.array(v.pipe(v.string(), v.minLength(2), v.regex(/^[a-z]+$/)))),
  sources: v.optional(
    v.array(
      v.object({ id: v.string(), rules: v.optional(v.array(v.object({ at: v.optional(v.string()) })), []) }),
    ),
    [],
  ),
});

describe('an answer of the documented shape', () => {
  test('is taken as it is', () => {
    expect(
      parseTolerant(schema, { pool: { balance: 1, cap: 2 }, sources: [{ id: 'a', rules: [] }] }),
    ).toEqual({
      readable: true,
      value: { pool: { balance: 1, cap: 2 }, sources: [{ id: 'a', rules: [] }] },
      unknownPaths: [],
    });
  });

  test('may lack what is optional, and hold what nobody knows', () => {
    expect(parseTolerant(schema, { pool: { balance: 0, extra: {} }, sources: [], more: [1] })).toEqual({
      readable: true,
      value: { pool: { balance: 0 }, sources: [] },
      unknownPaths: [],
    });
  });
});

describe('an answer of another shape', () => {
  const good = { pool: { balance: 1 }, sources: [] };
  test.each<[string, object, object, string[]]>([
    [
      'a value of a wrong type is unknown',
      { pool: { balance: true } },
      { pool: { balance: undefined } },
      ['pool.balance'],
    ],
    ['null is unknown', { pool: { balance: null } }, { pool: { balance: undefined } }, ['pool.balance']],
    ['a missing value is unknown', { pool: {} }, { pool: { balance: undefined } }, ['pool.balance']],
    ['a missing object is unknown', {}, { pool: undefined }, ['pool']],
    ['an object that is none is unknown', { pool: 7 }, { pool: undefined }, ['pool']],
    [
      'a number as text is the number',
      { pool: { balance: '12' } },
      { pool: { balance: 12 } },
      ['pool.balance'],
    ],
    [
      'a decimal as text is the number',
      { pool: { balance: '-0.5' } },
      { pool: { balance: -0.5 } },
      ['pool.balance'],
    ],
    [
      'an empty text is no number',
      { pool: { balance: '' } },
      { pool: { balance: undefined } },
      ['pool.balance'],
    ],
    ['a word is no number', { pool: { balance: '1e3' } }, { pool: { balance: undefined } }, ['pool.balance']],
    [
      'what is beside it stays',
      { pool: { balance: [], cap: 5 }, name: 'ab' },
      { pool: { balance: undefined, cap: 5 }, name: 'ab' },
      ['pool.balance'],
    ],
    ['a value that breaks two rules is unknown once', { ...good, name: 'A' }, good, ['name']],
    [
      'an item of a wrong type leaves its list',
      { ...good, sources: [5, { id: 'a' }, null, { id: 'b' }, 5] },
      {
        ...good,
        sources: [
          { id: 'a', rules: [] },
          { id: 'b', rules: [] },
        ],
      },
      ['sources.*'],
    ],
    [
      'an item that breaks two rules leaves its list alone',
      { ...good, tags: ['A', 'A', 'good', 'B', 'fine'] },
      { ...good, tags: ['good', 'fine'] },
      ['tags.*'],
    ],
    [
      'an item goes with the part that it cannot be without',
      { ...good, sources: [{ id: 'a' }, { id: 7 }, {}, { id: 'b' }] },
      {
        ...good,
        sources: [
          { id: 'a', rules: [] },
          { id: 'b', rules: [] },
        ],
      },
      ['sources.*.id'],
    ],
    ['a list that is none is an empty one', { ...good, sources: 'none' }, good, ['sources']],
    [
      'one path is told once, whatever the number of items',
      { ...good, sources: [{ id: 'a', rules: [{ at: 1 }, { at: 2 }, { at: 'x' }] }] },
      { ...good, sources: [{ id: 'a', rules: [{}, {}, { at: 'x' }] }] },
      ['sources.*.rules.*.at'],
    ],
  ])('%s', (_, data, value, unknownPaths) => {
    const tolerated = parseTolerant(schema, data);
    expect(tolerated).toEqual({ readable: true, value: { sources: [], ...value }, unknownPaths });
  });

  test.each([[undefined], [null], ['text'], [7], [true]])('is nothing when it is %j', (data) => {
    expect(parseTolerant(schema, data)).toEqual({ readable: false, unknownPaths: [] });
  });

  test('is nothing when it lacks what the whole cannot be without', () => {
    const tolerated = parseTolerant(v.object({ list: v.array(v.string()) }), { list: 7 });
    expect(tolerated).toEqual({ readable: false, unknownPaths: ['list'] });
  });
});

describe('whatever JSON comes', () => {
  const json = fc.jsonValue({ maxDepth: 4 });
  const similar = fc.record(
    {
      pool: fc.oneof(json, fc.record({ balance: json, cap: json }, { requiredKeys: [] })),
      name: json,
      sources: fc.oneof(
        json,
        fc.array(
          fc.oneof(
            json,
            fc.record({ id: fc.oneof(fc.string(), json), rules: fc.array(json) }, { requiredKeys: [] }),
          ),
        ),
      ),
    },
    { requiredKeys: [] },
  );

  test('it is parsed without an error, into the documented shape or into nothing', () => {
    fc.assert(
      fc.property(fc.oneof(similar, json), (data) => {
        const tolerated = parseTolerant(schema, structuredClone(data));
        if (tolerated.readable) expect(v.is(schema, tolerated.value)).toBe(true);
        else expect(v.is(v.looseObject({}), data)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a number in the answer is one that Wix has sent there', () => {
    fc.assert(
      fc.property(similar, (data) => {
        const sent = v.safeParse(v.object({ pool: v.object({ balance: v.unknown() }) }), data);
        const tolerated = parseTolerant(schema, structuredClone(data));
        const balance = tolerated.readable ? tolerated.value.pool?.balance : undefined;
        if (balance !== undefined)
          expect(String(Number(sent.success && sent.output.pool.balance))).toBe(String(balance));
      }),
      { numRuns: 1_000 },
    );
  });

  test('nothing is reported exactly when nothing was wrong', () => {
    fc.assert(
      fc.property(similar, (data) => {
        const tolerated = parseTolerant(schema, structuredClone(data));
        expect(tolerated.unknownPaths.length === 0).toBe(v.is(schema, data));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the transport', () => {
  const drifting = { ...read, api: 'Get Balance', answer: schema };

  test('tells of each unknown shape in one line and one metric, with the path and never with the value', async () => {
    const server = await httpWix((response) =>
      response.end('{"pool":{"balance":"many"},"sources":[{"id":1},{"id":2}]}'),
    );
    const { wix, call } = harness(server.baseUrl);
    const current = call();
    expect(await wix.send(drifting, current)).toEqual({ pool: { balance: undefined }, sources: [] });
    const warnings = current.lines.filter(({ level }) => level === 'warn');
    expect(
      warnings.map(({ fields }) => fields).toSorted((a, b) => `${a.path}`.localeCompare(`${b.path}`)),
    ).toEqual([
      { api: 'Get Balance', path: 'pool.balance' },
      { api: 'Get Balance', path: 'sources.*.id' },
    ]);
    expect(JSON.stringify(current.lines)).not.toContain('many');
    expect(current.counts.get('WixShapeUnknown')).toBe(2);
  });

  test('says nothing of an answer that is as documented', async () => {
    const server = await httpWix((response) => response.end('{"pool":{"balance":1},"new":1}'));
    const { wix, call } = harness(server.baseUrl);
    const current = call();
    await wix.send(drifting, current);
    expect([current.lines, current.counts.size]).toEqual([[], 0]);
  });

  test('tells of what made an answer unreadable', async () => {
    const server = await httpWix((response) => response.end('{"list":7}'));
    const { wix, call } = harness(server.baseUrl);
    const current = call();
    const request = { ...read, answer: v.object({ list: v.array(v.unknown()) }) };
    expect((await failureOf(wix.send(request, current))).code).toBe('WixUnavailable');
    expect(current.lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields.path)).toContain(
      'list',
    );
  });
});
