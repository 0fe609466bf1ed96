// One function as one file: everything it needs, minified, and nothing it does not.
import { basename, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { builtins } from './builtins.ts';
import { replace } from './replacement.ts';
import { replacements } from './replacements.ts';

/** A bundled function. */
export interface Bundle {
  readonly name: string;
  readonly code: Uint8Array;
  readonly map: Uint8Array;
  /** Bytes of the bundle by where they come from: `lib`, or the name of a package. */
  readonly origins: ReadonlyMap<string, number>;
}

/** Where the bytes of an input are counted. */
function originOf(input: string): string {
  const inPackage = /node_modules[\\/](@[^\\/]+|[^\\/]+)/.exec(input)?.[1];
  return inPackage ?? (/^(required )?builtin:/.test(input) ? 'node' : 'own code');
}

/**
 * Bundles `entry`, a path below `root`.
 * @throws esbuild's BuildFailure, which has printed what is wrong; Error when something was left to be imported
 */
export async function bundle(root: string, entry: string): Promise<Bundle> {
  const name = basename(entry, '.ts');
  const { metafile, outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: resolve(root, 'index.mjs'),
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    sourcemap: 'external',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    plugins: [builtins, replace(replacements)],
  });
  const code = outputFiles.find(({ path }) => path.endsWith('.mjs'));
  const map = outputFiles.find(({ path }) => path.endsWith('.map'));
  const output = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint !== undefined);
  if (code === undefined || map === undefined || output === undefined) throw new Error(`${name}: no bundle`);
  const left = output.imports.map(({ path }) => path);
  if (left.length > 0)
    throw new Error(`${name} would import at run time what is not in it: ${left.join(', ')}`);
  if (!output.exports.includes('handler')) throw new Error(`${entry} exports no handler`);

  const origins = new Map<string, number>();
  for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
    const origin = originOf(input);
    origins.set(origin, (origins.get(origin) ?? 0) + bytesInOutput);
  }
  return { name, code: code.contents, map: map.contents, origins };
}
