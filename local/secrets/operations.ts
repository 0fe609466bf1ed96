// The operations of the local Secrets Manager: parses what the SDK sends and answers what AWS answers.
import * as v from 'valibot';
import { AwsError } from './error.ts';
import type { Secret, Vault, Version } from './vault.ts';

const SecretId = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));
const token = v.optional(v.pipe(v.string(), v.minLength(32), v.maxLength(64)));
const content = {
  SecretString: v.optional(v.string()),
  SecretBinary: v.optional(v.pipe(v.string(), v.base64())),
};

function parse<Output>(schema: v.GenericSchema<unknown, Output>, input: unknown): Output {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: ${v.getDotPath(issue)}: ${issue.message}`,
  );
}

const written = (secret: Secret, version: Version | undefined) => ({
  ARN: secret.arn,
  Name: secret.name,
  ...(version && { VersionId: version.id, VersionStages: [...version.labels] }),
});

type Operation = (vault: Vault, input: unknown) => object;

const operations: Readonly<Record<string, Operation>> = {
  GetSecretValue(vault, input) {
    const text = v.optional(v.string());
    const asked = parse(v.object({ SecretId, VersionId: text, VersionStage: text }), input);
    const secret = vault.find(asked.SecretId);
    const version = vault.version(secret, asked.VersionId, asked.VersionStage);
    return { ...written(secret, version), ...version.content, CreatedDate: version.created };
  },

  CreateSecret(vault, input) {
    const Name = v.pipe(v.string(), v.regex(/^[\w/+=.@-]{1,512}$/));
    const asked = parse(v.object({ Name, ...content, ClientRequestToken: token }), input);
    const { secret, version } = vault.create(asked.Name, asked, asked.ClientRequestToken);
    return { ARN: secret.arn, Name: secret.name, VersionId: version?.id };
  },

  PutSecretValue(vault, input) {
    const VersionStages = v.optional(v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(20)));
    const asked = parse(v.object({ SecretId, ...content, ClientRequestToken: token, VersionStages }), input);
    const secret = vault.find(asked.SecretId);
    return written(secret, vault.put(secret, asked, asked.ClientRequestToken, asked.VersionStages));
  },

  DescribeSecret(vault, input) {
    const secret = vault.find(parse(v.object({ SecretId }), input).SecretId);
    const labelled = [...secret.versions.values()].filter((version) => version.labels.size > 0);
    return {
      ARN: secret.arn,
      Name: secret.name,
      CreatedDate: secret.created,
      VersionIdsToStages: Object.fromEntries(labelled.map((version) => [version.id, [...version.labels]])),
    };
  },
};

/** By the name that follows `secretsmanager.` in `x-amz-target`. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(Object.entries(operations));
