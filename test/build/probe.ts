// The same function built twice: with the slimmed SDK, and with the whole one.
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { build } from '../../build/build.ts';
import { entryOf, project } from './project.ts';

/** The entries of both builds, as text for a module. */
export interface Probe {
  readonly slim: string;
  readonly full: string;
}

/** Builds a function both ways. */
export async function builtTwice(source: string): Promise<Probe> {
  const root = await project({ probe: source });
  const [built] = await build({ root, ceilingOf: () => Number.POSITIVE_INFINITY });
  const full = join(root, 'full.mjs');
  await esbuild.build({
    entryPoints: [join(root, 'functions/probe.ts')],
    outfile: full,
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
  });
  return { slim: entryOf(built), full: JSON.stringify(`file://${full}`) };
}
