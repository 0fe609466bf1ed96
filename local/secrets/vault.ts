// The state of the local Secrets Manager: secrets, their versions, and the staging labels that move between them.
import { createHash, randomUUID } from 'node:crypto';
import { AwsError } from './error.ts';

/** What one version of a secret holds: text, or bytes as base64. Exactly one of the two is there. */
export interface SecretContent {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: string | undefined;
}

/** A version of a secret and the labels that are attached to it. */
export interface Version {
  readonly id: string;
  readonly content: SecretContent;
  /** Seconds since 1970, as the protocol writes times. */
  readonly created: number;
  readonly labels: Set<string>;
}

/** A secret; `arn` ends in six characters that follow from the name. */
export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly created: number;
  readonly versions: Map<string, Version>;
}

const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';
const seconds = () => Math.floor(Date.now() / 1000);
const holder = (secret: Secret, label: string) =>
  [...secret.versions.values()].find((one) => one.labels.has(label));

/** Attaches a label to a version and takes it from all others; who loses AWSCURRENT becomes AWSPREVIOUS. */
function attach(secret: Secret, label: string, version: Version): void {
  const before = holder(secret, label);
  if (before === version) return;
  before?.labels.delete(label);
  version.labels.add(label);
  if (label !== CURRENT) return;
  holder(secret, PREVIOUS)?.labels.delete(PREVIOUS);
  before?.labels.add(PREVIOUS);
}

/** All secrets of one account and region. Every method throws `AwsError` with AWS's own types. */
export class Vault {
  readonly #secrets = new Map<string, Secret>();

  /** By name, by ARN, or by ARN without its last six characters. */
  find(id: string): Secret {
    for (const secret of this.#secrets.values()) {
      if (id === secret.name || id === secret.arn || id === secret.arn.slice(0, -7)) return secret;
    }
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }

  create(
    name: string,
    content: SecretContent,
    versionId?: string,
  ): { secret: Secret; version: Version | undefined } {
    if (this.#secrets.has(name)) {
      throw new AwsError(
        'ResourceExistsException',
        `The operation failed because the secret ${name} already exists.`,
      );
    }
    const suffix = createHash('sha256').update(name).digest('hex').slice(0, 6);
    const arn = `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-${suffix}`;
    const secret: Secret = { name, arn, created: seconds(), versions: new Map() };
    this.#secrets.set(name, secret);
    const empty = content.SecretString === undefined && content.SecretBinary === undefined;
    return { secret, version: empty ? undefined : this.put(secret, content, versionId) };
  }

  put(secret: Secret, content: SecretContent, id: string = randomUUID(), labels = [CURRENT]): Version {
    const { SecretString: text, SecretBinary: binary } = content;
    if ((text === undefined) === (binary === undefined)) {
      throw new AwsError(
        'InvalidParameterException',
        'You must provide either SecretString or SecretBinary.',
      );
    }
    const known = secret.versions.get(id);
    if (known !== undefined) {
      if (known.content.SecretString === text && known.content.SecretBinary === binary) return known;
      throw new AwsError(
        'ResourceExistsException',
        'You can’t modify the value of a version that already exists.',
      );
    }
    const version: Version = {
      id,
      content: { SecretString: text, SecretBinary: binary },
      created: seconds(),
      labels: new Set(),
    };
    const first = secret.versions.size === 0;
    secret.versions.set(id, version);
    for (const label of first ? [...labels, CURRENT] : labels) attach(secret, label, version);
    return version;
  }

  /** Writes the current text of a secret, making the secret if there is none. */
  set(name: string, text: string): void {
    const secret = this.#secrets.get(name);
    if (secret === undefined) this.create(name, { SecretString: text });
    else this.put(secret, { SecretString: text });
  }

  /** The version that is meant by id, by label, or (neither given) the current one. */
  version(secret: Secret, id: string | undefined, label: string | undefined): Version {
    const found = id === undefined ? holder(secret, label ?? CURRENT) : secret.versions.get(id);
    if (found === undefined) {
      const what = id === undefined ? `staging label: ${label ?? CURRENT}` : `VersionId: ${id}`;
      throw new AwsError(
        'ResourceNotFoundException',
        `Secrets Manager can't find the specified secret value for ${what}`,
      );
    }
    if (id !== undefined && label !== undefined && !found.labels.has(label)) {
      throw new AwsError(
        'InvalidRequestException',
        'You provided a VersionStage that is not associated to the provided VersionId.',
      );
    }
    return found;
  }
}
