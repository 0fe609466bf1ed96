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
  readonly #written: Promise<{ readonly writer: StoreWriter } | { readonly thrown: unknown }>;

  constructor(store: Pick<Store, 'write' | 'stream'>, key: string, format: Format) {
    this.#store = store;
    this.#key = key;
    this.#part = encodePart(format, this.#rows);
    this.#written = this.#write(format.contentType).catch((thrown: unknown) => {
      this.#rows.stop();
      return { thrown };
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
    const written = await this.#written;
    if ('thrown' in written) throw explained(written.thrown);
    const outcome = await written.writer.finish();
    const figures = this.#part.figures();
    if (outcome === 'exists') await mustHold(this.#store, this.#key, figures.sha256);
    return figures;
  }

  /** Drops what was written, before `finish` is called. Never throws. */
  async abort(): Promise<void> {
    // The encoder fails by it, and what it has written is dropped as after any other failure.
    this.#rows.stop();
    await this.#written;
  }

  async #write(contentType: string) {
    const writer = await this.#store.write(this.#key, { contentType });
    try {
      for await (const chunk of this.#part.bytes) await writer.write(chunk);
      return { writer };
    } catch (thrown) {
      await writer.abort();
      throw thrown;
    }
  }
}

/** What went wrong, with the way out where the format was it. */
function explained(thrown: unknown): unknown {
  if (!(thrown instanceof BadRecord)) return thrown;
  const detail = `${thrown.message} The formats ndjson and csv can hold it.`;
  return new Failure('Internal', detail, { cause: thrown });
}

async function mustHold(store: Pick<Store, 'stream'>, key: string, expected: string): Promise<void> {
  const stream = await store.stream(key);
  if (stream !== undefined && (await sha256Of(stream)) === expected) return;
  throw new Failure(
    'ExportConflict',
    `The file ${key} is in the store with other rows than the source gives now, so an earlier run of this export saw other transactions. Start the export again with an exportId of your own, which begins anew; the files of this one may then be deleted.`,
  );
}

async function sha256Of(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const sha256 = createHash('sha256');
  for await (const chunk of chunks) sha256.update(chunk);
  return sha256.digest('hex');
}
