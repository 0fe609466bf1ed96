// The command npm run verify, from its argument to its exit code.
import { parseManifest } from '../../lib/export/manifest/manifest.ts';
import type { Manifest } from '../../lib/export/manifest/manifest-schema.ts';
import { expectSame, Off } from '../../lib/export/manifest/off.ts';
import { verifyManifest } from '../../lib/export/manifest/verify.ts';
import { manifestKey } from '../../lib/export/run/keys.ts';
import { Failure } from '../../lib/failure.ts';
import { openStore } from '../../lib/store/open-store.ts';
import type { Store } from '../../lib/store/store.ts';
import { UsageError } from '../command-line/options.ts';
import { DONE, FAILED, runCommand } from '../command-line/run-command.ts';
import type { Output } from '../command-line/terminal.ts';
import { type ManifestPlace, placeOf } from './place.ts';
import { problemText, reportOf } from './report.ts';

/** The figures are not those of the files, or there is nothing to hold them against. */
const NOT_PROVEN = FAILED;

const USAGE = `Usage:
  npm run verify -- <manifest>

The manifest is a path or a URI (file:///…, s3://bucket/…) that ends in exports/manifests/<exportId>.json; its files are
read from the same store. Nothing is asked of Wix.`;

/** @throws Off when the bytes are no manifest, or that of another export. */
function manifestIn(bytes: Uint8Array, place: ManifestPlace): Manifest {
  try {
    const manifest = parseManifest(bytes);
    expectSame('manifest', 'exportId', place.exportId, manifest.exportId);
    return manifest;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Off(
      { where: 'manifest', what: 'its form', expected: 'valid', found: `not: ${error.message}` },
      error,
    );
  }
}

async function previousOf({ previous }: Manifest, store: Store): Promise<Uint8Array | undefined> {
  if (previous === null) return undefined;
  return (await store.get(manifestKey(previous.exportId)))?.body;
}

async function verify(place: ManifestPlace, { print, say }: Output): Promise<number> {
  const store = openStore(place.storeUri);
  const object = await store.get(place.key);
  if (object === undefined) {
    say(`There is no manifest at ${store.uri(place.key)}.`);
    return NOT_PROVEN;
  }
  const manifest = manifestIn(object.body, place);
  const { exportId, source, account, format } = manifest;
  print(`${exportId}: ${format} from ${source}, account ${account}`);
  const open = (key: string) => store.stream(key);
  const verdict = await verifyManifest(manifest, open, await previousOf(manifest, store));
  if (!verdict.ok) {
    print(problemText(verdict.problem));
    return NOT_PROVEN;
  }
  for (const line of reportOf(manifest, verdict.chain)) print(line);
  print('OK');
  return DONE;
}

function placeIn([given, ...more]: readonly string[]): ManifestPlace {
  if (given === undefined) throw new UsageError('Which manifest?');
  if (more.length > 0) throw new UsageError('One manifest at a time.');
  const place = placeOf(given);
  if (place === undefined) throw new UsageError('No manifest can be there.');
  return place;
}

/** Runs one command. Resolves with the exit code: 0 proven, 1 off or unreadable, 2 not understood. */
export function runVerifyCommand(args: readonly string[], output: Output): Promise<number> {
  return runCommand({ usage: USAGE, args }, output, async () => {
    try {
      return await verify(placeIn(args), output);
    } catch (error) {
      if (!(error instanceof Off)) throw error;
      output.print(problemText(error.problem));
      return NOT_PROVEN;
    }
  });
}
