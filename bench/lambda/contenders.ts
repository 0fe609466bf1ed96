// Who runs: this bundle as it is deployed, and three peers as their users would build them with esbuild.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { build } from '../../build/build.ts';

/** A handler, built. */
export interface Contender {
  readonly name: 'empty' | 'bare' | 'usual' | 'ours';
  readonly title: string;
  readonly file: string;
  readonly bytes: number;
}

/** The secret that a contender reads: its own, so that the reads can be told apart. */
export const secretOf = (name: Contender['name']) => `wix-${name}`;

const root = fileURLToPath(new URL('../..', import.meta.url));
const outdir = join(root, '.local/bench');

async function peer(name: Contender['name'], title: string): Promise<Contender> {
  const file = join(outdir, name, 'index.mjs');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [`bench/peers/${name}.ts`],
    outfile: file,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    // What everybody adds to ESM bundles: packages in CommonJS still ask for `require`.
    ...(name === 'usual'
      ? {
          banner: {
            js: "import { createRequire } from 'module'; const require = createRequire(import.meta.url);",
          },
        }
      : {}),
    logLevel: 'warning',
  });
  return { name, title, file, bytes: (await stat(file)).size };
}

/** Builds all four, the floor first. */
export async function buildContenders(): Promise<readonly Contender[]> {
  const [built] = await build({ functions: ['balance'], outdir });
  if (built === undefined) throw new Error('balance was not built');
  return [
    await peer('empty', 'empty handler'),
    await peer('bare', 'bare handler: fetch + Secrets Manager client'),
    await peer('usual', 'usual stack: middy, Powertools, zod'),
    {
      name: 'ours',
      title: 'balance of this bundle',
      file: join(built.directory, 'index.mjs'),
      bytes: built.bytes,
    },
  ];
}
