// Nearly valid: a good value in which something was replaced, removed, added or wrapped.
import fc from 'fast-check';
import { key, value } from './values.ts';

/** One change of a value, at the place to which `steps` lead. */
interface Mutation {
  readonly how: 'replace' | 'remove' | 'add' | 'wrap' | 'rename';
  readonly steps: readonly number[];
  readonly key: string;
  readonly value: unknown;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  how: fc.constantFrom('replace', 'replace', 'remove', 'add', 'wrap', 'rename'),
  steps: fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }),
  key,
  value,
});

type Fields = Record<string, unknown>;
const isFields = (given: unknown): given is Fields => typeof given === 'object' && given !== null;

function put(fields: Fields, name: string, made: unknown): void {
  // An assignment to `__proto__` would change the prototype, and no field.
  Object.defineProperty(fields, name, { value: made, enumerable: true, configurable: true, writable: true });
}

function change(fields: Fields, name: string, { how, key: other, value: shared }: Mutation): void {
  const before = fields[name];
  // A later change must not reach into a value that other events hold as well.
  const made = structuredClone(shared);
  if (how === 'replace') put(fields, name, made);
  else if (how === 'wrap') put(fields, name, Array.isArray(made) ? [before] : { [other]: before });
  else if (how === 'add' && Array.isArray(before)) before.push(made);
  else if (how === 'add') put(isFields(before) ? before : fields, Array.isArray(fields) ? name : other, made);
  else {
    if (Array.isArray(fields)) fields.splice(Number(name), 1);
    else delete fields[name];
    if (how === 'rename' && !Array.isArray(fields))
      put(fields, other.length % 2 === 0 ? name.toUpperCase() : other, before);
  }
}

function mutate(root: Fields, given: Mutation): void {
  let fields = root;
  for (const [at, step] of given.steps.entries()) {
    const names = Object.keys(fields);
    if (names.length === 0) return;
    const name = names[step % names.length] ?? '';
    const inner = fields[name];
    if (at + 1 < given.steps.length && isFields(inner)) fields = inner;
    else {
      change(fields, name, given);
      return;
    }
  }
}

/** The value as it is, or with up to `most` changes; always a copy. */
export function mutated<T extends object>(good: fc.Arbitrary<T>, most: number): fc.Arbitrary<unknown> {
  return fc.tuple(good, fc.array(mutation, { maxLength: most })).map(([given, mutations]) => {
    const copy = Object.assign<Fields, T>({}, structuredClone(given));
    for (const one of mutations) mutate(copy, one);
    return copy;
  });
}
