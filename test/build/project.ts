// Throw-away projects to build, and processes to run what was built.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { BuiltFunction } from '../../build/build.ts';

/** The project that these tests belong to. */
export const repository = fileURLToPath(new URL('../..', import.meta.url));

const made: string[] = [];

/** A new directory; `removeAll` takes it away. */
export async function directory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'build-test-'));
  made.push(path);
  return path;
}

/** A project with the given functions (name to source text) and the packages of this one. */
export async function project(functions: Readonly<Record<string, string>>): Promise<string> {
  const root = await directory();
  await mkdir(join(root, 'functions'));
  for (const [name, source] of Object.entries(functions)) {
    await writeFile(join(root, 'functions', `${name}.ts`), source);
  }
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
  return root;
}

/** Removes what `directory` and `project` have made. */
export async function removeAll(): Promise<void> {
  await Promise.all(made.splice(0).map((path) => rm(path, { recursive: true })));
}

/** The URL of a built function's entry, as text for a module: `import … from ${entryOf(…)}`. */
export const entryOf = (built: BuiltFunction | undefined): string =>
  JSON.stringify(pathToFileURL(join(built?.directory ?? '', 'index.mjs')).href);

/** Runs a module given as text in a Node of its own with nothing but the given environment, and answers its output. */
export async function runModule(
  source: string,
  environment: Readonly<Record<string, string>> = {},
  cwd = repository,
): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', source], {
    cwd,
    env: { ...environment },
  });
  return stdout;
}
