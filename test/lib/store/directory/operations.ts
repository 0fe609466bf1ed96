// Everything that a store can be asked to do: what it answers, and what may be there before and after it.
import type { Store } from '../../../../lib/store/store.ts';
import { bytes, listAll, NEW, OLD, textOf } from './place.ts';

async function readAll(store: Store): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await store.stream('dir/old')) ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function write(store: Store, key: string): Promise<string> {
  const writer = await store.write(key);
  for (const part of NEW.match(/.{1,9}/g) ?? []) await writer.write(bytes(part));
  return writer.finish();
}

async function swap(store: Store): Promise<string> {
  const etag = (await store.get('dir/old'))?.etag ?? '';
  return (await store.put('dir/old', bytes(NEW), { condition: { ifMatch: etag } })).outcome;
}

/** One operation on a store that holds `dir/old`. */
export interface Operation {
  readonly run: (store: Store) => Promise<unknown>;
  /** What it answers when nothing goes wrong, and when it is run again after it had its effect. */
  readonly answers: readonly unknown[];
  readonly old: readonly (string | undefined)[];
  readonly new: readonly (string | undefined)[];
}

export const operations: Record<string, Operation> = {
  'put a new object': {
    run: async (store) => (await store.put('a/b/new', bytes(NEW))).outcome,
    answers: ['stored'],
    old: [OLD],
    new: [undefined, NEW],
  },
  'put over an object': {
    run: async (store) => (await store.put('dir/old', bytes(NEW))).outcome,
    answers: ['stored'],
    old: [OLD, NEW],
    new: [undefined],
  },
  'create-only': {
    run: async (store) => (await store.put('a/b/new', bytes(NEW), { condition: 'create-only' })).outcome,
    answers: ['stored', 'exists'],
    old: [OLD],
    new: [undefined, NEW],
  },
  'create-only where there is one': {
    run: async (store) => (await store.put('dir/old', bytes(NEW), { condition: 'create-only' })).outcome,
    answers: ['exists'],
    old: [OLD],
    new: [undefined],
  },
  'if-match': { run: swap, answers: ['stored'], old: [OLD, NEW], new: [undefined] },
  'write a file': {
    run: (store) => write(store, 'a/b/new'),
    answers: ['stored', 'exists'],
    old: [OLD],
    new: [undefined, NEW],
  },
  delete: {
    run: (store) => store.delete('dir/old'),
    answers: [undefined],
    old: [OLD, undefined],
    new: [undefined],
  },
  get: { run: (store) => textOf(store, 'dir/old'), answers: [OLD], old: [OLD], new: [undefined] },
  stream: { run: readAll, answers: [OLD], old: [OLD], new: [undefined] },
  list: { run: listAll, answers: [['dir/old']], old: [OLD], new: [undefined] },
};
