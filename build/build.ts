// Builds the functions: dist/<name>/index.mjs with its source map, and dist/<name>.zip for the deployment.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';
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
export interface BuiltFunction {
  readonly name: string;
  readonly file: string;
  readonly zip: string;
  readonly bytes: number;
  readonly ceiling: number;
  readonly zipBytes: number;
  readonly origins: ReadonlyMap<string, number>;
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
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, bytes);
  await rename(draft, path);
}

/**
 * Builds functions, all or, when one of them is too big, none.
 * @throws BuildError naming each function that is over its ceiling; esbuild's BuildFailure after it printed the errors
 */
export async function build(options: BuildOptions = {}): Promise<readonly BuiltFunction[]> {
  const { root = projectRoot, outdir = 'dist', ceilingOf: ceiling = ceilingOf } = options;
  const names = (options.functions ?? (await functionsOf(root))).toSorted();
  const bundles = await Promise.all(names.map((name) => bundle(root, `functions/${name}.ts`)));

  const tooBig = bundles.filter(({ name, code }) => code.length > ceiling(name));
  if (tooBig.length > 0) {
    const lines = tooBig.map(
      ({ name, code }) => `${name} has ${code.length} bytes, ${code.length - ceiling(name)} over its ceiling`,
    );
    throw new BuildError(
      `${lines.join('\n')}\nSlim it, or raise the ceiling in build/ceilings.ts with a reason.`,
    );
  }

  return Promise.all(
    bundles.map(async ({ name, code, map, origins }) => {
      const file = resolve(root, outdir, name, 'index.mjs');
      const zip = resolve(root, outdir, `${name}.zip`);
      const packed = reproducibleZip([{ name: 'index.mjs', bytes: code }]);
      await write(`${file}.map`, map);
      await write(file, code);
      await write(zip, packed);
      const sizes = { bytes: code.length, ceiling: ceiling(name), zipBytes: packed.length };
      return { name, file, zip, ...sizes, origins };
    }),
  );
}
