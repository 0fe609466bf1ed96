// What a build makes: bundles, zips, source maps and sizes; and what makes it fail.
import { access, cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { BuildError, type BuiltFunction, build } from '../../build/build.ts';
import { ceilingOf } from '../../build/ceilings.ts';
import { sizeReport } from '../../build/report.ts';
import { directory, entryOf, project, removeAll, repository, runModule } from './project.ts';

afterAll(removeAll);

const SMALL = 'export const handler = async (event: { name: string }) => "Hello " + event.name;';

describe('the functions of this project', () => {
  let built: readonly BuiltFunction[];
  beforeAll(async () => {
    built = await build({ outdir: await directory() });
  });

  const eachFile = async (check: (code: string, place: string) => void) => {
    expect(built.length).toBeGreaterThanOrEqual(4);
    for (const { directory, files } of built)
      for (const name of files) check(await readFile(join(directory, name), 'utf8'), join(directory, name));
  };

  test('balance and eligibility hold the contract of 180 KiB', () => {
    for (const name of ['balance', 'eligibility']) {
      expect(ceilingOf(name)).toBe(180 * 1024);
      expect(built.find((one) => one.name === name)?.bytes).toBeLessThanOrEqual(180 * 1024);
    }
  });

  test('balance and eligibility are one file', () => {
    for (const { name, files, bytes, bytesAtStart } of built) {
      if (name !== 'balance' && name !== 'eligibility') continue;
      expect({ name, files, later: bytes - bytesAtStart }).toEqual({ name, files: ['index.mjs'], later: 0 });
    }
  });

  test('a bundle needs nothing from outside of its directory', async () => {
    const imports = built.map((one) => `typeof (await import(${entryOf(one)})).handler`);
    const output = await runModule(`console.log(JSON.stringify([${imports.join(', ')}]));`);
    expect(JSON.parse(output)).toEqual(built.map(() => 'function'));
  });

  test('a bundle tells nothing of the files that it was made from', async () => {
    await eachFile((code, place) => {
      const told = code.match(/sourceMappingURL|node_modules|(lib|functions|build)\/[\w/-]+\.ts/g);
      expect({ place, told, path: code.includes(repository) }).toEqual({ place, told: null, path: false });
    });
  });

  test('a bundle has nothing of what Lambda never uses', async () => {
    const traces = ['169.254.169', 'AWS_CONFIG_FILE', 'AssumeRole', ':event-type', 'Cape Town', 'bowser'];
    await eachFile((code, place) => {
      expect({ place, found: traces.filter((trace) => code.includes(trace)) }).toEqual({ place, found: [] });
    });
  });

  test('the zip holds the code, without source maps', async () => {
    for (const { directory, files, zip } of built) {
      const unpacked = unzipSync(await readFile(zip));
      expect(Object.keys(unpacked)).toEqual(files.toSorted());
      for (const name of files)
        expect(Buffer.from(unpacked[name] ?? []).equals(await readFile(join(directory, name)))).toBe(true);
    }
  });

  test('the source map lies beside the code and names the sources below the project', async () => {
    for (const { directory, name } of built) {
      const { sources } = JSON.parse(await readFile(join(directory, 'index.mjs.map'), 'utf8'));
      expect(sources).toContain(`../../functions/${name}.ts`);
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
         for (const { name, zip } of await build({ root: ${JSON.stringify(root)}, functions: ['balance', 'record'] }))
           console.log(name, createHash('sha256').update(await readFile(zip)).digest('hex'));`,
        environments[index],
        root,
      ),
    ),
  );
  expect(digests[0]).toMatch(/^balance [0-9a-f]{64}\nrecord [0-9a-f]{64}\n$/);
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
    import { handler } from ${entryOf(small)};
    console.log(await handler({ name: 'Wix' }));`);
  expect(output).toBe('Hello Wix\n');
});

test('a function without a handler fails the build', async () => {
  const root = await project({ headless: 'export const answer = 42;' });
  await expect(build({ root })).rejects.toThrow('functions/headless.ts exports no handler');
});

test('what is imported at run time is a file of its own, and gone when it is not needed any more', async () => {
  const late = 'export const greet = (name: string) => "Hello " + name;';
  const root = await project({
    small: `export const handler = async (name: string) => (await import('../late.ts')).greet(name);`,
  });
  await writeFile(join(root, 'late.ts'), late);
  const [split] = await build({ root });
  expect(split?.files).toEqual(['index.mjs', expect.stringMatching(/^late-\w+\.mjs$/)]);
  expect(split?.bytesAtStart).toBeLessThan(split?.bytes ?? 0);
  const call = `import { handler } from ${entryOf(split)}; console.log(await handler('Wix'));`;
  expect(await runModule(call)).toBe('Hello Wix\n');

  await writeFile(join(root, 'functions/small.ts'), 'export const handler = async () => "Bye";');
  const [whole] = await build({ root });
  expect(await readdir(whole?.directory ?? '')).toEqual(['index.mjs', 'index.mjs.map']);
});
