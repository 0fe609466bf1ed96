// One part on its way into the store: rows are encoded and written while they come.
import { createHash } from 'node:crypto';
import { Failure } from '../../../failure.ts';
import type { Store, StoreWriter } from '../../../store/store.ts';
import type { Format } from '../../format/format.ts';
import { type EncodedPart, encodePart, type FileFigures } from '../../manifest/part.ts';
import { BadRecord } from '../../record/bad-record.ts';
import type { Row } from '../../record/transaction.ts';
import { RowQueue } from './row-queue.ts';

/** A file in the making. */
export class PartFile {
  readonly #store: Pick<Store, 'write' | 'stream'>;
  readonly #key: string;
  readonly #rows = new RowQueue();
  readonly #part: EncodedPart;
  readonly #written: Promise<StoreWriter | undefined>;
  #failed: { readonly thrown: unknown } | undefined;

  constructor(store: Pick<Store, 'write' | 'stream'>, key: string, format: Format) {
    this.#store = store;
    this.#key = key;
    this.#part = encodePart(format, this.#rows);
    this.#written = this.#write(format.contentType).catch((thrown: unknown) => {
      this.#failed = { thrown };
      this.#rows.stop();
      return undefined;
    });
  }

  /** Adds rows behind the others; waits while too many are on their way. What fails is told by `finish`. */
  async add(rows: readonly Row[]): Promise<void> {
    await this.#rows.push(rows);
  }

  /**
   * Makes the file visible, after the last row. One that is there already is left as it is when it has the same bytes: a
   * run that was killed before its checkpoint, or a second run, has written it.
   * @throws Failure `ExportConflict` when it has other bytes; `Internal` when the store fails or the format cannot hold a row.
   */
  async finish(): Promise<FileFigures> {
    this.#rows.end();
    const writer = await this.#written;
    if (writer === undefined) throw this.#failure();
    const outcome = await writer.finish();
    const figures = this.#part.figures();
    if (outcome === 'exists') await mustHold(this.#store, this.#key, figures);
    return figures;
  }

  /** Drops what was written. Never throws. */
  async abort(): Promise<void> {
    this.#rows.stop();
    await (await this.#written)?.abort();
  }

  async #write(contentType: string): Promise<StoreWriter> {
    const writer = await this.#store.write(this.#key, { contentType });
    try {
      for await (const chunk of this.#part.bytes) await writer.write(chunk);
      return writer;
    } catch (thrown) {
      await writer.abort();
      throw thrown;
    }
  }

  #failure(): unknown {
    const thrown = this.#failed?.thrown;
    if (!(thrown instanceof BadRecord)) return thrown;
    const detail = `${thrown.message} The formats ndjson and csv can hold it.`;
    return new Failure('Internal', detail, { cause: thrown });
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
