// The packages that may end up in the functions: those of the lock file that neither development nor another platform needs.
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';

const entry = v.looseObject({
  version: v.optional(v.string()),
  license: v.optional(v.string()),
  dev: v.optional(v.boolean()),
  optional: v.optional(v.boolean()),
  devOptional: v.optional(v.boolean()),
});
const lockSchema = v.looseObject({
  lockfileVersion: v.literal(3),
  packages: v.record(v.string(), entry),
});
const manifestSchema = v.looseObject({ name: v.string(), dependencies: v.record(v.string(), v.string()) });

/** A package of the lock file. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; undefined when the package names none. */
  readonly licence: string | undefined;
}

/** `package.json` and `package-lock.json` without what is for development alone. */
export interface Production {
  readonly name: string;
  readonly packages: readonly LockedPackage[];
  /** The two files as npm reads them. */
  readonly manifest: object;
  readonly lock: object;
}

const MODULES = 'node_modules/';

/** Reads the project at `root` (a directory's URL). Rejects when one of the two files is missing or has another form. */
export async function readProduction(root: URL): Promise<Production> {
  const read = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(new URL(file, root), 'utf8'));
  const {
    devDependencies: _,
    optionalDependencies: __,
    ...manifest
  } = v.parse(manifestSchema, await read('package.json'));
  const lock = v.parse(lockSchema, await read('package-lock.json'));
  const kept = Object.entries(lock.packages).filter(
    ([path, { dev, optional, devOptional }]) => path !== '' && !(dev || optional || devOptional),
  );
  const { devDependencies: ___, optionalDependencies: ____, ...top } = lock.packages[''] ?? {};
  const packages = kept.map(([path, { version = '', license }]) => ({
    name: path.slice(path.lastIndexOf(MODULES) + MODULES.length),
    version,
    licence: license,
  }));
  return {
    name: manifest.name,
    packages,
    manifest,
    lock: { ...lock, packages: { '': top, ...Object.fromEntries(kept) } },
  };
}
