// What a build makes: bundles, zips, source maps and sizes; and what makes it fail.
import { access, cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { BuildError, type BuiltFunction, build } from '../../build/build.ts';
import { ceilingOf } from '../../build/ceilings.ts';
import { sizeReport } from '../../build/report.ts';
import { directory, project, removeAll, repository, runModule } from './project.ts';

afterAll(removeAll);

const SMALL = 'export const handler = async (event: { name: string }) => "Hello " + event.name;';

describe('the functions of this project', () => {
  let built: readonly BuiltFunction[];
  beforeAll(async () => {
    built = await build({ outdir: await directory() });
  });

  const eachBundle = async (check: (code: string, name: string) => void) => {
    expect(built.length).toBeGreaterThanOrEqual(4);
    for (const { file, name } of built) check(await readFile(file, 'utf8'), name);
  };

  test('balance and eligibility hold the contract of 180 KiB', () => {
    for (const name of ['balance', 'eligibility']) {
      expect(ceilingOf(name)).toBe(180 * 1024);
      expect(built.find((one) => one.name === name)?.bytes).toBeLessThanOrEqual(180 * 1024);
    }
  });

  test('a bundle needs no other file', async () => {
    const imports = built.map(
      ({ file }) => `typeof (await import(${JSON.stringify(`file://${file}`)})).handler`,
    );
    const output = await runModule(`console.log(JSON.stringify([${imports.join(', ')}]));`);
    expect(JSON.parse(output)).toEqual(built.map(() => 'function'));
  });

  test('a bundle tells nothing of the files that it was made from', async () => {
    await eachBundle((code, name) => {
      const told = code.match(/sourceMappingURL|node_modules|(lib|functions|build)\/[\w/-]+\.ts/g);
      expect({ name, told, path: code.includes(repository) }).toEqual({ name, told: null, path: false });
    });
  });

  test('a bundle has nothing of what Lambda never uses', async () => {
    const traces = [
      '169.254.169',
      'AWS_CONFIG_FILE',
      'sso',
      'AssumeRole',
      ':event-type',
      'Cape Town',
      'Invalid RFC-3339',
    ];
    await eachBundle((code, name) => {
      expect({ name, found: traces.filter((trace) => code.includes(trace)) }).toEqual({ name, found: [] });
    });
  });

  test('the zip holds the bundle, without its source map', async () => {
    for (const { file, zip } of built) {
      const unpacked = unzipSync(await readFile(zip));
      expect(Object.keys(unpacked)).toEqual(['index.mjs']);
      expect(Buffer.from(unpacked['index.mjs'] ?? []).equals(await readFile(file))).toBe(true);
    }
  });

  test('the source map lies beside the bundle and names the sources below the project', async () => {
    for (const { file, name } of built) {
      const { sources } = JSON.parse(await readFile(`${file}.map`, 'utf8'));
      expect(sources).toContain(`functions/${name}.ts`);
      expect(sources.join('\n')).not.toContain(repository);
    }
  });

  test('the report has a line for each function', () => {
    const lines = sizeReport(built).split('\n');
    expect(lines).toHaveLength(built.length + 1);
    for (const { name } of built) expect(lines.some((line) => line.startsWith(`${name} `))).toBe(true);
  });
});

test('the same sources give the same bytes in another directory, time zone and language', async () => {
  const [first, second] = [await project({}), await project({})];
  for (const folder of ['functions', 'lib']) {
    await cp(join(repository, folder), join(first, folder), { recursive: true });
    await cp(join(first, folder), join(second, folder), { recursive: true });
  }
  const environments = [{ TZ: 'UTC' }, { TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8' }];
  const digests = await Promise.all(
    [first, second].map((root, index) =>
      runModule(
        `import { createHash } from 'node:crypto';
         import { readFile } from 'node:fs/promises';
         import { build } from ${JSON.stringify(`file://${repository}/esbuild.config.mjs`)};
         for (const { name, zip } of await build({ root: ${JSON.stringify(root)} }))
           console.log(name, createHash('sha256').update(await readFile(zip)).digest('hex'));`,
        environments[index],
        root,
      ),
    ),
  );
  expect(digests[0]).toMatch(/^balance [0-9a-f]{64}$/m);
  expect(digests[1]).toBe(digests[0]);
});

test('a function over its ceiling fails the build, and nothing is written', async () => {
  const root = await project({ small: SMALL, large: `${SMALL}export const more = '${'x'.repeat(500)}';` });
  const failure = build({ root, ceilingOf: () => 300 });
  await expect(failure).rejects.toThrow(BuildError);
  await expect(failure).rejects.toThrow(/^large has \d+ bytes, \d+ over its ceiling\nSlim it/);
  await expect(access(join(root, 'dist'))).rejects.toThrow('ENOENT');
});

test('a function that exactly fills its ceiling is built, one byte more is not', async () => {
  const root = await project({ small: SMALL });
  const bytes = (await build({ root }))[0]?.bytes ?? 0;
  await expect(build({ root, ceilingOf: () => bytes })).resolves.toHaveLength(1);
  await expect(build({ root, ceilingOf: () => bytes - 1 })).rejects.toThrow('small has');
});

test('only the named functions are built, and they run', async () => {
  const root = await project({ small: SMALL, broken: 'export const = ;' });
  const [small] = await build({ root, functions: ['small'] });
  const output = await runModule(`
    import { handler } from ${JSON.stringify(`file://${small?.file}`)};
    console.log(await handler({ name: 'Wix' }));`);
  expect(output).toBe('Hello Wix\n');
});

test('a function without a handler fails the build', async () => {
  const root = await project({ headless: 'export const answer = 42;' });
  await expect(build({ root })).rejects.toThrow('functions/headless.ts exports no handler');
});
