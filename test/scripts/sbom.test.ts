// The bill of materials: well formed, and neither more nor less than what the functions are made of.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../../build/build.ts';
import { readProduction } from '../../scripts/production.ts';
import { makeSbom, type Sbom } from '../../scripts/sbom/make-sbom.ts';

const ROOT = new URL('../../', import.meta.url);
let scratch: string;
let sbom: Sbom;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sbom-test-'));
  sbom = await makeSbom(ROOT, join(scratch, 'deep', 'sbom.json'));
}, 60_000);
afterAll(() => rm(scratch, { recursive: true }));

const refsOf = (all: Sbom) => all.components.map((component) => component['bom-ref']);

test('it is written as it was made, and names the project', async () => {
  expect(JSON.parse(await readFile(join(scratch, 'deep', 'sbom.json'), 'utf8'))).toEqual(sbom);
  expect(sbom).toMatchObject({
    bomFormat: 'CycloneDX',
    specVersion: expect.stringMatching(/^1\.\d$/),
    metadata: { component: { name: 'wix-credits-functions', type: 'application' } },
  });
});

test('every component has a version, a package URL and a licence, and stands there once', () => {
  expect(new Set(refsOf(sbom)).size).toBe(sbom.components.length);
  for (const { name, version, purl, licenses } of sbom.components) {
    expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`);
    expect(licenses).toEqual([expect.anything()]);
  }
});

test('it lists the production packages of the lock file, and no other', async () => {
  const { packages } = await readProduction(ROOT);
  const locked = packages.map(({ name, version }) => `${name}@${version}`);
  expect([...refsOf(sbom)].sort()).toEqual([...new Set(locked)].sort());
  expect(locked.length).toBeGreaterThan(30);
  const names = packages.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['valibot', '@middy/core', '@aws-sdk/core']));
  expect(names).not.toEqual(expect.arrayContaining(['jest']));
});

test('what depends on what leads from the project to every component', () => {
  const edges = new Map(sbom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const reached = new Set<string>();
  const open = [sbom.metadata.component['bom-ref']];
  for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
    for (const next of edges.get(ref) ?? []) {
      if (!reached.has(next)) open.push(next);
      reached.add(next);
    }
  }
  expect([...reached].sort()).toEqual([...refsOf(sbom)].sort());
});

test('every package that the built functions hold is in it', async () => {
  const built = await build({ outdir: join(scratch, 'dist'), ceilingOf: () => Number.POSITIVE_INFINITY });
  const held = new Set<string>();
  for (const { directory, files } of built) {
    for (const file of files) {
      const { sources }: { sources: string[] } = JSON.parse(
        await readFile(join(directory, `${file}.map`), 'utf8'),
      );
      for (const source of sources) {
        const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
        if (name !== undefined) held.add(name);
      }
    }
  }
  const listed = new Set(sbom.components.map(({ name }) => name));
  expect([...held].filter((name) => !listed.has(name))).toEqual([]);
  expect(held.size).toBeGreaterThan(10);
}, 60_000);

test('packages of development, of other platforms and of neither are told apart', async () => {
  const packages = {
    '': { dependencies: { a: '1' }, devDependencies: { d: '1' }, optionalDependencies: { o: '1' } },
    'node_modules/a': { version: '1.0.0', license: 'MIT' },
    'node_modules/a/node_modules/@s/b': { version: '2.0.0' },
    'node_modules/d': { version: '1.0.0', dev: true },
    'node_modules/o': { version: '1.0.0', optional: true },
    'node_modules/p': { version: '1.0.0', devOptional: true },
  };
  await writeFile(join(scratch, 'package.json'), JSON.stringify({ name: 'x', ...packages[''] }));
  await writeFile(join(scratch, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
  const found = await readProduction(pathToFileURL(`${scratch}/`));
  expect(found).toMatchObject({
    name: 'x',
    packages: [
      { name: 'a', version: '1.0.0', licence: 'MIT' },
      { name: '@s/b', version: '2.0.0', licence: undefined },
    ],
    manifest: { name: 'x', dependencies: { a: '1' } },
  });
  expect(found.manifest).not.toHaveProperty('devDependencies');
});
