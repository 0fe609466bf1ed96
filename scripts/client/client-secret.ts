// The secret with the clients, as the command line changes it.
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { parseClients } from '../../lib/auth/clients.ts';

/** An entry as the secret holds it; fields that this bundle does not know are kept. */
export interface ClientEntry {
  readonly id: string;
  readonly tokenSha256: string;
  readonly scopes: readonly string[];
}

/** The secret. Both methods reject with the SDK's errors, and with a Failure when the secret is broken. */
export interface ClientSecret {
  list(): Promise<readonly ClientEntry[]>;
  /** Writes what `edit` makes of the entries, on top of the newest ones; an error that it throws writes nothing. */
  change(edit: (entries: readonly ClientEntry[]) => readonly ClientEntry[]): Promise<void>;
}

interface Version {
  /** Both undefined when there is no secret or it has no value yet. */
  readonly id: string | undefined;
  readonly text: string | undefined;
}

const secretSchema = v.looseObject({
  clients: v.array(v.looseObject({ id: v.string(), tokenSha256: v.string(), scopes: v.array(v.string()) })),
});
const MOST_ATTEMPTS = 30;
const REFUSALS_OF_A_WITHDRAWN_VERSION = 5;
const isNamed = (error: unknown, name: string) => error instanceof Error && error.name === name;

/** The parsed secret. A broken one is an error: it is not for a script to throw away what somebody wrote. */
function parse(text: string | undefined): v.InferOutput<typeof secretSchema> {
  if (text === undefined || text.trim() === '') return { clients: [] };
  parseClients(text);
  return v.parse(secretSchema, JSON.parse(text.trim()));
}

/** The secret `secretId`; endpoint, region and credentials are the SDK's own settings. */
export function openClientSecret(secretId: string): ClientSecret {
  const aws = new SecretsManagerClient({});

  async function current(): Promise<Version> {
    try {
      const answer = await aws.send(new GetSecretValueCommand({ SecretId: secretId }));
      return {
        id: answer.VersionId,
        text: answer.SecretString ?? new TextDecoder().decode(answer.SecretBinary),
      };
    } catch (error) {
      if (isNamed(error, 'ResourceNotFoundException')) return { id: undefined, text: undefined };
      throw error;
    }
  }

  async function write(SecretString: string, ClientRequestToken: string): Promise<void> {
    try {
      await aws.send(new PutSecretValueCommand({ SecretId: secretId, SecretString, ClientRequestToken }));
    } catch (error) {
      if (!isNamed(error, 'ResourceNotFoundException')) throw error;
      await aws.send(new CreateSecretCommand({ Name: secretId, SecretString, ClientRequestToken }));
    }
  }

  return {
    async list() {
      return parse((await current()).text).clients;
    },
    async change(edit) {
      let base = await current();
      let refusals = 0;
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
        const parsed = parse(base.text);
        const text = JSON.stringify({ ...parsed, clients: edit(parsed.clients) });
        // The id of the new version follows from the one that it replaces. Of two that replace the same version at the
        // same time AWS takes the first, and the second begins anew. Where the successor is there and yet not the
        // current one, time and again, somebody has withdrawn it by hand: then there is room for another.
        const withdrawn = Math.floor(refusals / REFUSALS_OF_A_WITHDRAWN_VERSION);
        const versionId = createHash('sha256').update(`${secretId} ${base.id} ${withdrawn}`).digest('hex');
        try {
          await write(text, versionId);
          return;
        } catch (error) {
          if (!isNamed(error, 'ResourceExistsException')) throw error;
        }
        await setTimeout(50 + 100 * Math.random());
        const newest = await current();
        refusals = newest.id === base.id ? refusals + 1 : 0;
        base = newest;
      }
      throw new Error('The secret is being changed by others all the time; try again later.');
    },
  };
}
