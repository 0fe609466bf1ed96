// The template that would be deployed, packaged by the framework itself, with empty files in place of the zips.
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const resourceSchema = v.object({
  Type: v.string(),
  Properties: v.optional(v.record(v.string(), v.unknown()), {}),
  DependsOn: v.optional(v.union([v.string(), v.array(v.string())])),
  Condition: v.optional(v.string()),
  DeletionPolicy: v.optional(v.string()),
  UpdateReplacePolicy: v.optional(v.string()),
});

const templateSchema = v.object({
  Parameters: v.optional(v.record(v.string(), v.object({ Type: v.string(), Default: v.string() })), {}),
  Conditions: v.optional(v.record(v.string(), v.unknown()), {}),
  Resources: v.record(v.string(), resourceSchema),
  Outputs: v.record(v.string(), v.object({ Description: v.optional(v.string()), Value: v.unknown() })),
});

/** A resource of a template. */
export type Resource = v.InferOutput<typeof resourceSchema>;

/** A template of CloudFormation. */
export type Template = v.InferOutput<typeof templateSchema>;

/** What `serverless package` leaves. */
export interface Packaged {
  /** The whole stack. */
  readonly template: Template;
  /** The same, and the stack of the first step (the bucket for the zips), as texts. */
  readonly texts: { readonly create: string; readonly update: string };
}

/** The names of the functions. */
export async function functionNames(): Promise<string[]> {
  const files = await readdir(join(root, 'functions'));
  return files.filter((file) => file.endsWith('.ts')).map((file) => basename(file, '.ts'));
}

/** Packages with these parameters. Nothing is built, and nothing is left behind. */
export async function packageTemplate(
  params: Readonly<Record<string, string>> = {},
  stage = 'dev',
): Promise<Packaged> {
  const service = await mkdtemp(join(tmpdir(), 'template-'));
  try {
    await copyFile(join(root, 'serverless.yml'), join(service, 'serverless.yml'));
    for (const name of ['deploy', 'workflows', 'package.json', 'node_modules']) {
      await symlink(join(root, name), join(service, name));
    }
    await mkdir(join(service, 'dist'));
    for (const name of await functionNames()) await writeFile(join(service, 'dist', `${name}.zip`), '');
    const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
    const given = Object.entries(params).flatMap(([name, value]) => ['--param', `${name}=${value}`]);
    const args = [serverless, 'package', '--stage', stage, '--package', 'out', ...given];
    await promisify(execFile)(process.execPath, args, { cwd: service }).catch((error: unknown) => {
      throw new Error(v.parse(v.object({ stdout: v.string() }), error).stdout);
    });
    const text = (step: string) =>
      readFile(join(service, 'out', `cloudformation-template-${step}-stack.json`), 'utf8');
    const texts = { create: await text('create'), update: await text('update') };
    return { template: v.parse(templateSchema, JSON.parse(texts.update)), texts };
  } finally {
    await rm(service, { recursive: true });
  }
}

/** The resources of a type, by their logical ids. */
export function resourcesOf({ Resources }: Template, type: string): [id: string, resource: Resource][] {
  return Object.entries(Resources).filter(([, { Type }]) => Type === type);
}

/** The logical id of a function. */
export const functionId = (name: string): string =>
  `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', 'Dash')}LambdaFunction`;
