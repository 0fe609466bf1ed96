// One function: everything it needs, minified, and nothing it does not. What it imports at run time (`await import`) is a
// file of its own, which Lambda reads when it comes to it; a function without such imports is one file.
//
// V8's code cache is not shipped beside it. It took 15 of the 50 ms that `balance` needs here on top of an empty process,
// and can be made with the same bytes each time; but V8 takes it only in the version, on the architecture and under the
// flags that made it, and public copies of Lambda's start script (to Node 18) set one of their own (`--expose-gc`). So it
// might well be a zip four times the size for nothing.
import { basename, join, relative } from 'node:path';
import * as esbuild from 'esbuild';
import { builtins } from './builtins.ts';
import { page } from './page.ts';
import { replace } from './replacement.ts';
import { replacements } from './replacements.ts';

/** A file of a bundle, `index.mjs` or a part that is loaded later. */
export interface CodeFile {
  readonly name: string;
  readonly code: Uint8Array;
  readonly map: Uint8Array;
}

/** A bundled function. */
export interface Bundle {
  readonly name: string;
  readonly files: readonly CodeFile[];
  /** Bytes of code: of all files, and of those that are loaded before the first call. */
  readonly bytes: number;
  readonly bytesAtStart: number;
  /** Bytes by where they come from: `own code`, `node`, or the scope or name of a package. */
  readonly origins: ReadonlyMap<string, number>;
}

type Outputs = esbuild.Metafile['outputs'];

/** Where the bytes of an input are counted. */
function originOf(input: string): string {
  const inPackage = /node_modules[\\/](@[^\\/]+|[^\\/]+)/.exec(input)?.[1];
  return inPackage ?? (/^\w+ builtin:/.test(input) ? 'node' : 'own code');
}

function originsOf(outputs: Outputs): Map<string, number> {
  const origins = new Map<string, number>();
  for (const [input, { bytesInOutput }] of Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs),
  )) {
    const origin = originOf(input);
    origins.set(origin, (origins.get(origin) ?? 0) + bytesInOutput);
  }
  return origins;
}

/** Adds an output and what it imports statically to `reached`. */
function reach(path: string, outputs: Outputs, reached: Set<string>): Set<string> {
  if (reached.has(path)) return reached;
  reached.add(path);
  for (const { kind, path: imported } of outputs[path]?.imports ?? []) {
    if (kind === 'import-statement') reach(imported, outputs, reached);
  }
  return reached;
}

/**
 * Bundles `entry`, a path below `root`.
 * @throws esbuild's BuildFailure, which has printed what is wrong; Error when something was left to be imported
 */
export async function bundle(root: string, entry: string): Promise<Bundle> {
  const name = basename(entry, '.ts');
  const outdir = join(root, 'dist', name);
  const { metafile, outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { index: entry },
    outdir,
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    sourcemap: 'external',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    plugins: [builtins, page, replace(replacements)],
  });
  const outputs = Object.fromEntries(
    Object.entries(metafile.outputs).filter(([path]) => path.endsWith('.mjs')),
  );
  const start = `dist/${name}/index.mjs`;
  if (!outputs[start]?.exports.includes('handler')) throw new Error(`${entry} exports no handler`);
  const left = Object.values(outputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  if (left.length > 0) {
    const paths = left.map(({ path }) => path).join(', ');
    throw new Error(`${name} would import at run time what is not in it: ${paths}`);
  }

  const contents = new Map(outputFiles.map((file) => [relative(outdir, file.path), file.contents]));
  const files = [...contents].flatMap(([file, code]) => {
    const map = contents.get(`${file}.map`);
    return map === undefined ? [] : [{ name: file, code, map }];
  });
  const bytesOf = (paths: Iterable<string>) =>
    Array.from(paths).reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
  return {
    name,
    files,
    bytes: bytesOf(Object.keys(outputs)),
    bytesAtStart: bytesOf(reach(start, outputs, new Set())),
    origins: originsOf(outputs),
  };
}
