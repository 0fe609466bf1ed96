// Builds the functions: dist/<name>/ with index.mjs and source maps, and dist/<name>.zip for the deployment.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bundle, bundle } from './bundle.ts';
import { ceilingOf } from './ceilings.ts';
import { reproducibleZip } from './zip.ts';

/** What is to be built, and where. */
export interface BuildOptions {
  /** Names of functions; default: every file of `functions/`. */
  readonly functions?: readonly string[];
  /** Default: `dist`. A relative path is taken from the root of the project. */
  readonly outdir?: string;
  /** The most bytes that a function may have; default: the table of ceilings. */
  readonly ceilingOf?: (name: string) => number;
  /** The project; default: the one that this file belongs to. */
  readonly root?: string;
}

/** A function as it was built. */
export interface BuiltFunction extends Omit<Bundle, 'files'> {
  /** The directory of its files. */
  readonly directory: string;
  /** Their names, without source maps: `index.mjs` and the parts that are loaded later. */
  readonly files: readonly string[];
  readonly ceiling: number;
  readonly zip: string;
  readonly zipBytes: number;
}

/** Something that the person who builds has to change: shown as it is, without a stack. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}

const projectRoot = fileURLToPath(new URL('..', import.meta.url));

async function functionsOf(root: string): Promise<string[]> {
  const files = await readdir(join(root, 'functions'));
  return files.filter((file) => file.endsWith('.ts')).map((file) => basename(file, '.ts'));
}

/** Writes in one go: whoever reads the file meanwhile has the old one or the new one. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, bytes);
  await rename(draft, path);
}

/** Writes a bundle, then removes what a former one has left. */
async function writeBundle(
  { files, ...facts }: Bundle,
  ceiling: number,
  outdir: string,
): Promise<BuiltFunction> {
  const directory = join(outdir, facts.name);
  const zip = `${directory}.zip`;
  await mkdir(directory, { recursive: true });
  const before = await readdir(directory);
  for (const { name, code, map } of files) {
    await write(join(directory, `${name}.map`), map);
    await write(join(directory, name), code);
  }
  const packed = reproducibleZip(files.map(({ name, code }) => ({ name, bytes: code })));
  await write(zip, packed);

  const names = files.map(({ name }) => name);
  const kept = new Set(names.flatMap((name) => [name, `${name}.map`]));
  for (const name of before) if (!kept.has(name)) await rm(join(directory, name), { force: true });
  return { ...facts, directory, files: names, ceiling, zip, zipBytes: packed.length };
}

/**
 * Builds functions, all or, when one of them is too big, none.
 * @throws BuildError naming each function that is over its ceiling; esbuild's BuildFailure after it printed the errors
 */
export async function build(options: BuildOptions = {}): Promise<readonly BuiltFunction[]> {
  const { root = projectRoot, outdir = 'dist', ceilingOf: ceiling = ceilingOf } = options;
  const names = (options.functions ?? (await functionsOf(root))).toSorted();
  const bundles = await Promise.all(names.map((name) => bundle(root, `functions/${name}.ts`)));

  const tooBig = bundles.filter(({ name, bytes }) => bytes > ceiling(name));
  if (tooBig.length > 0) {
    const lines = tooBig.map(
      ({ name, bytes }) => `${name} has ${bytes} bytes, ${bytes - ceiling(name)} over its ceiling`,
    );
    throw new BuildError(
      `${lines.join('\n')}\nSlim it, or raise the ceiling in build/ceilings.ts with a reason.`,
    );
  }
  return Promise.all(bundles.map((one) => writeBundle(one, ceiling(one.name), resolve(root, outdir))));
}
