// Writes the rows of one part as a file, create-only, and answers what the manifest says of it.
import { createHash } from 'node:crypto';
import { Failure } from '../../failure.ts';
import type { Store } from '../../store/store.ts';
import type { Format } from '../format/format.ts';
import { manifestFile } from '../manifest/manifest.ts';
import type { ManifestFile } from '../manifest/manifest-schema.ts';
import { encodePart, type FileFigures } from '../manifest/part.ts';
import { BadRecord } from '../record/bad-record.ts';
import type { Part } from './row-order.ts';

/**
 * Writes a part. A file that is there already is left as it is when it has the same bytes: a run that was killed before
 * its checkpoint, or a second run, has written it.
 * @throws Failure `ExportConflict` when it has other bytes; `Internal` when the store fails or the format cannot hold a row.
 */
export async function writePart(
  store: Pick<Store, 'write' | 'stream'>,
  key: string,
  { day, rows }: Part,
  format: Format,
): Promise<ManifestFile> {
  const part = encodePart(format, [rows]);
  const file = await store.write(key, { contentType: format.contentType });
  try {
    for await (const chunk of part.bytes) await file.write(chunk);
    const outcome = await file.finish();
    const figures = part.figures();
    if (outcome === 'exists') await mustHold(store, key, figures);
    return manifestFile(key, day, figures);
  } catch (thrown) {
    await file.abort();
    if (!(thrown instanceof BadRecord)) throw thrown;
    throw new Failure('Internal', `${thrown.message} The formats ndjson and csv can hold it.`, {
      cause: thrown,
    });
  }
}

async function mustHold(
  store: Pick<Store, 'stream'>,
  key: string,
  expected: Pick<FileFigures, 'bytes' | 'sha256'>,
): Promise<void> {
  const sha256 = createHash('sha256');
  let bytes = 0;
  for await (const chunk of (await store.stream(key)) ?? []) {
    sha256.update(chunk);
    bytes += chunk.byteLength;
  }
  if (bytes === expected.bytes && sha256.digest('hex') === expected.sha256) return;
  throw new Failure(
    'ExportConflict',
    `The file ${key} is in the store with other rows than the source gives now, so an earlier run of this export saw other transactions. Start the export again with an exportId of your own, which begins anew; the files of this one may then be deleted.`,
  );
}
