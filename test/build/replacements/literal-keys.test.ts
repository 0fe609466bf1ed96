// The schemas of S3, before and after their keys are written out.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { build } from '../../../build/build.ts';
import { literalKeys } from '../../../build/replacements/literal-keys.ts';
import { directory, project, removeAll, repository, runModule } from '../project.ts';

afterAll(removeAll);

const SCHEMAS = join(repository, 'node_modules/@aws-sdk/client-s3/dist-es/schemas/schemas_0.js');

test('constants in brackets become keys, whatever else is in brackets stays', () => {
  const original = 'const _a = "x-amz-a";\nexport const t = [3, [_a], { [_a]: _a, [_b]: 1 }];';
  expect(literalKeys(original)).toBe(
    'const _a = "x-amz-a";\nexport const t = [3, [_a], { "x-amz-a": _a, [_b]: 1 }];',
  );
});

test('the schemas of S3 are the same as before', async () => {
  const outdir = await directory();
  const original = await readFile(SCHEMAS, 'utf8');
  const texts = { before: original, after: literalKeys(original) };
  expect(texts.after).not.toMatch(/\{ \[_/);
  for (const [name, contents] of Object.entries(texts)) {
    await esbuild.build({
      stdin: { contents, resolveDir: join(SCHEMAS, '..') },
      outfile: join(outdir, `${name}.mjs`),
      bundle: true,
      format: 'esm',
      platform: 'node',
      mainFields: ['module', 'main'],
    });
  }
  const [before, after] = ['before', 'after'].map((name) => pathToFileURL(join(outdir, `${name}.mjs`)).href);
  const output = await runModule(`
    import { isDeepStrictEqual } from 'node:util';
    import * as before from ${JSON.stringify(before)};
    import * as after from ${JSON.stringify(after)};
    // A table may hold functions that give another table: compared by what they give.
    const plain = (value, seen = new Map()) => {
      if (typeof value === 'function') return value.name || plain(value(), seen);
      if (typeof value !== 'object' || value === null) return value;
      if (seen.has(value)) return 'again';
      seen.set(value, true);
      return Object.entries(value).map(([key, part]) => [key, plain(part, seen)]);
    };
    const names = Object.keys(before);
    console.log(JSON.stringify([names.length, names.filter((name) => !isDeepStrictEqual(plain(before[name]), plain(after[name])))]));`);
  const [count, different] = JSON.parse(output);
  expect(count).toBeGreaterThan(200);
  expect(different).toEqual([]);
});

test('a function that uses two operations of S3 has no schemas of the others', async () => {
  const root = await project({
    probe: `
      import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
      export const handler = async () => new S3Client({}).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));`,
  });
  const [probe] = await build({ root, ceilingOf: () => 250_000 });
  const code = await readFile(join(probe?.directory ?? '', 'index.mjs'), 'utf8');
  expect(code).toContain('x-amz-version-id');
  expect(code).not.toContain('BucketInventoryConfiguration');
});
