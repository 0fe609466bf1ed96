// The schemas of a client: tables whose keys are constants in brackets, `{ [_hH]: _xarp }`. A key in brackets could have
// side effects, so that esbuild keeps every table that has one, used or not: 60 KB of S3's.

const CONSTANT = /^const (_\w+) = ("[\w:-]*");$/gm;

/** Writes the constants where they stand as keys. */
export function literalKeys(original: string): string {
  const constants = new Map(Array.from(original.matchAll(CONSTANT), ([, name, text]) => [name, text]));
  return original.replaceAll(/\[(_\w+)\]: /g, (key, name) =>
    constants.has(name) ? `${constants.get(name)}: ` : key,
  );
}
