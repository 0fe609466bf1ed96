// A CycloneDX document of the production packages, made by npm.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { readProduction } from '../production.ts';

const component = v.looseObject({
  'bom-ref': v.string(),
  name: v.string(),
  version: v.string(),
  purl: v.string(),
});
const sbomSchema = v.looseObject({
  bomFormat: v.literal('CycloneDX'),
  specVersion: v.string(),
  metadata: v.looseObject({ component }),
  components: v.array(component),
  dependencies: v.array(v.object({ ref: v.string(), dependsOn: v.array(v.string()) })),
});

/** A CycloneDX document, as far as it is used here. */
export type Sbom = v.InferOutput<typeof sbomSchema>;

const MOST_OUTPUT = 32 * 1024 * 1024;

/**
 * Makes the document of the project at `root` and writes it to `file`. npm is shown a project that has no more than the
 * production packages: its own `--omit dev` also leaves out every package that development uses as well, and so the most
 * of them. Rejects when npm fails.
 */
export async function makeSbom(root: URL, file: string): Promise<Sbom> {
  const { name, manifest, lock } = await readProduction(root);
  const scratch = await mkdtemp(join(tmpdir(), 'sbom-'));
  try {
    await writeFile(join(scratch, 'package.json'), JSON.stringify(manifest));
    await writeFile(join(scratch, 'package-lock.json'), JSON.stringify(lock));
    const args = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
    const { stdout } = await promisify(execFile)('npm', args, {
      cwd: scratch,
      maxBuffer: MOST_OUTPUT,
      shell: process.platform === 'win32',
    });
    const made = v.parse(sbomSchema, JSON.parse(stdout));
    // npm takes the name of the directory for the project's.
    const { component: project } = made.metadata;
    const sbom = { ...made, metadata: { ...made.metadata, component: { ...project, name } } };
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(sbom, null, 2)}\n`);
    return sbom;
  } finally {
    await rm(scratch, { recursive: true });
  }
}
