// A store beside a map: random histories of operations, after which both hold and answer the same.
import fc from 'fast-check';
import type { Store } from '../../../../lib/store/store.ts';
import { bytes, collect, keysOf, read, type StoreUnderTest, text, writeFile } from './place.ts';

/** Random histories, each in a place of its own: `runs` of them. */
export function histories(makePlace: () => Promise<StoreUnderTest>, runs: number): void {
  it('behaves like a map over any history of operations', async () => {
    const key = fc.constantFrom('a/b', 'a/c', 'a-b', 'b', 'dt=1/x', 'dt=1/y');
    const body = fc.string({ maxLength: 5 }).map(bytes);
    const operation = fc.oneof(
      fc.record({ do: fc.constantFrom('put', 'create', 'swap', 'stale swap', 'write'), key, body }),
      fc.record({ do: fc.constantFrom('delete', 'get', 'stream'), key, body: fc.constant(bytes('')) }),
      fc.record({ do: fc.constant('list'), key, body: fc.constant(bytes('')) }),
    );
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 25 }), async (history) => {
        tried += 1;
        const store = (await makePlace()).open();
        const model = new Map<string, string>();
        for (const step of history) await inStep(store, model, step);
        const found = await collect(store.list(''));
        expect(found.map((entry) => entry.key)).toEqual([...model.keys()].sort());
      }),
      { numRuns: runs },
    );
    expect(tried).toBeGreaterThanOrEqual(runs);
  });
}

/** Does one operation to the store and to the model, and compares what they say. */
async function inStep(
  store: Store,
  model: Map<string, string>,
  step: { do: string; key: string; body: Uint8Array },
): Promise<void> {
  const { key, body } = step;
  const before = model.get(key);
  const content = text(body) ?? '';
  if (step.do === 'put') {
    expect(await store.put(key, body)).toMatchObject({ outcome: 'stored' });
    model.set(key, content);
  } else if (step.do === 'create' || step.do === 'write') {
    const outcome =
      step.do === 'write'
        ? await writeFile(store, key, body)
        : (await store.put(key, body, { condition: 'create-only' })).outcome;
    expect(outcome).toBe(before === undefined ? 'stored' : 'exists');
    model.set(key, before ?? content);
  } else if (step.do === 'swap') {
    const etag = (await store.get(key))?.etag ?? '"none"';
    const { outcome } = await store.put(key, body, { condition: { ifMatch: etag } });
    expect(outcome).toBe(before === undefined ? 'changed' : 'stored');
    if (before !== undefined) model.set(key, content);
  } else if (step.do === 'stale swap') {
    const { outcome } = await store.put(key, body, { condition: { ifMatch: '"0123"' } });
    expect(outcome).toBe('changed');
  } else if (step.do === 'delete') {
    await store.delete(key);
    model.delete(key);
  } else if (step.do === 'get') {
    expect(text((await store.get(key))?.body)).toBe(before);
  } else if (step.do === 'stream') {
    expect(text(await read(store, key))).toBe(before);
  } else {
    const expected = [...model.keys()].filter((other) => other > key).sort();
    expect(await keysOf(store.list('', { after: key }))).toEqual(expected);
  }
}
