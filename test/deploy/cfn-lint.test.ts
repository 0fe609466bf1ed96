// The template passes cfn-lint, AWS's own linter, where it is installed.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import * as v from 'valibot';
import { describeWhere } from '../support/describe-where.ts';
import { packageTemplate } from './support/template.ts';
import { WAYS } from './support/ways.ts';

jest.setTimeout(240_000);

const run = promisify(execFile);
const missing = await run('cfn-lint', ['--version']).then(
  () => undefined,
  (error: unknown) => `cfn-lint does not run here: ${String(error)}`,
);

const finding = v.object({
  Rule: v.object({ Id: v.string() }),
  Message: v.string(),
  Location: v.object({ Path: v.array(v.union([v.string(), v.number()])) }),
});

/**
 * W3005: the framework names in DependsOn what a Ref says already. E3601: this rule does not know that a Succeed state has
 * an OutputPath (https://states-language.net/#succeed-state); the definitions are held against asl-validator elsewhere.
 */
function isKnown({ Rule, Message }: v.InferOutput<typeof finding>): boolean {
  return Rule.Id === 'W3005' || (Rule.Id === 'E3601' && Message.includes("'OutputPath' was unexpected"));
}

/** What cfn-lint finds in templates. It takes seconds to start, so it reads all of them at once. */
async function lint(texts: readonly string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lint-'));
  try {
    const files = texts.map((_, place) => join(folder, `${place}.json`));
    for (const [place, file] of files.entries()) await writeFile(file, texts[place] ?? '');
    const args = ['--format', 'json', '--regions', 'eu-west-1', '--', ...files];
    // It ends with a status other than 0 where it has found something.
    const { stdout } = await run('cfn-lint', args).catch((error: unknown) =>
      v.parse(v.object({ stdout: v.string() }), error),
    );
    const findings = v.parse(v.array(finding), JSON.parse(stdout));
    return findings
      .filter((one) => !isKnown(one))
      .map(({ Rule, Message, Location }) => `${Rule.Id} ${Location.Path.join('.')}: ${Message}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describeWhere(missing, 'cfn-lint', () => {
  it('finds nothing in the template, whatever the way to deploy', async () => {
    const packaged = await Promise.all(WAYS.map(([, params]) => packageTemplate(params)));
    await expect(lint(packaged.map(({ texts }) => texts.update))).resolves.toEqual([]);
  });

  it('finds what is wrong', async () => {
    const template = { Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { Colour: 'red' } } } };
    await expect(lint([JSON.stringify(template)])).resolves.toEqual([expect.stringMatching(/^E3002 /)]);
  });
});
