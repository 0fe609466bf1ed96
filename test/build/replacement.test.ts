// The replacements as a whole: each is met, each saves something, and none can be forgotten.
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { type Replacement, replace } from '../../build/replacement.ts';
import { replacements } from '../../build/replacements.ts';
import { project, removeAll } from './project.ts';

afterAll(removeAll);

const WITH_CLIENT = `
  import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
  export const handler = async () => new SecretsManagerClient({});`;

const gone: Replacement = {
  name: 'moved',
  module: /@smithy\/core\/dist-es\/no\/longer\/here\.js/,
  by: () => '',
};

type Bundled = esbuild.BuildResult<{ write: false; metafile: true }>;

async function bundled(source: string, chosen: readonly Replacement[]): Promise<Bundled> {
  const root = await project({ probe: source });
  return esbuild.build({
    entryPoints: [join(root, 'functions/probe.ts')],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
    plugins: [replace(chosen)],
  });
}

test('a module that the SDK has moved fails the build with its name', async () => {
  await expect(bundled(WITH_CLIENT, [...replacements, gone])).rejects.toThrow(
    'has no module @smithy\\/core\\/dist-es\\/no\\/longer\\/here\\.js any more (replacement "moved")',
  );
});

test('a bundle without a client of the SDK need not have the modules', async () => {
  const { outputFiles } = await bundled('export const handler = async () => 1;', [gone]);
  expect(outputFiles[0]?.text).toContain('handler');
});

test('each replacement makes its module smaller, in S3’s client as in Secrets Manager’s', async () => {
  const source = `
    import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
    import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
    export const handler = async () => [S3Client, GetObjectCommand, SecretsManagerClient, GetSecretValueCommand];`;
  const inputsOf = async (chosen: readonly Replacement[]) => {
    const [output] = Object.values((await bundled(source, chosen)).metafile.outputs);
    return Object.entries(output?.inputs ?? {});
  };
  const [full, slim] = await Promise.all([inputsOf([]), inputsOf(replacements)]);
  const bytesOf = (inputs: typeof full, module: RegExp) =>
    inputs.reduce((sum, [path, { bytesInOutput }]) => sum + (module.test(path) ? bytesInOutput : 0), 0);

  // Two modules lean on others, that go with them; one weighs only where a bundle is split into files.
  const others = new Set(['credentials', 'settings', 'user agent of browsers']);
  for (const { name, module } of replacements.filter((one) => !others.has(one.name)))
    expect([name, bytesOf(slim, module) < bytesOf(full, module)]).toEqual([name, true]);
  expect(bytesOf(full, /shared-ini-file-loader/)).toBeGreaterThan(1_000);
  expect(bytesOf(slim, /shared-ini-file-loader/)).toBeLessThan(100);
  const providers = /credential-provider-(?!env)|nested-clients|token-providers/;
  expect(bytesOf(full, providers)).toBeGreaterThan(50_000);
  expect(bytesOf(slim, providers)).toBeLessThan(100);
});

test('a text that a replacement does not know any more fails the build', async () => {
  const stale: Replacement = {
    name: 'stale',
    module: /@smithy\/core\/dist-es\/submodules\/serde\/uuid\/v4\.js/,
    by: () => {
      throw new Error('written in another way now');
    },
  };
  await expect(bundled(WITH_CLIENT, [stale])).rejects.toThrow('written in another way now');
});
