// What of our own code a function holds: bundled as for the deployment, but without packages, the schema of the
// environment, and what is behind the port of the store.
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { page } from '../../../build/page.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const leaveOut: esbuild.Plugin = {
  name: 'leave-out',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/(config|open-store)\.ts$/ }, ({ path }) => ({ path, external: true }));
  },
};

/** The code that can run in a function, without comments and types, its names as they are. */
export async function ownCode(name: string): Promise<string> {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [`functions/${name}.ts`],
    write: false,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [leaveOut, page],
  });
  return outputFiles[0]?.text ?? '';
}
