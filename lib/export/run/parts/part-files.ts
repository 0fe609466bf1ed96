// Puts the rows of an order into files, part after part, each with its checkpoint behind it.
import type { Store } from '../../../store/store.ts';
import type { Format } from '../../format/format.ts';
import { manifestFile } from '../../manifest/manifest.ts';
import { partKey } from '../keys.ts';
import type { RowOrder } from '../order/row-order.ts';
import type { Advance, Progress } from '../progress.ts';
import { Background } from './background.ts';
import { PartFile } from './part-file.ts';

/** What parts are written with. */
export interface PartTools {
  readonly store: Pick<Store, 'write' | 'stream'>;
  readonly format: Format;
}

/**
 * The files of one call. A part becomes visible only after the one before it is in a saved checkpoint, so that after the
 * sudden end of a process one part at most is done again; meanwhile the next one takes rows already.
 */
export class PartFiles {
  readonly #progress: Progress;
  readonly #order: RowOrder;
  readonly #tools: PartTools;
  readonly #background = new Background();
  /** Of the open part; undefined before its first row. */
  #open: { readonly file: PartFile; readonly key: string } | undefined;
  #parts: number;
  /** How many rows are in full parts. */
  rows: number;

  constructor(progress: Progress, order: RowOrder, tools: PartTools) {
    const { files } = progress.checkpoint;
    this.#progress = progress;
    this.#order = order;
    this.#tools = tools;
    this.#parts = files.length;
    this.rows = files.reduce((sum, file) => sum + file.rows, 0);
  }

  /**
   * Takes rows out of the order, wherever a part is full (`feed`, `end`) and at the end. `now` answers the state of all
   * but the files at that moment.
   * @throws what went wrong with parts before.
   */
  async put(fullParts: Iterable<void>, now: () => Advance): Promise<void> {
    for (const _ of fullParts) {
      const advance = now();
      await this.#pour();
      await this.#close(advance);
    }
    await this.#pour();
  }

  /** @throws what went wrong with a part. */
  check(): void {
    this.#background.check();
  }

  /**
   * Waits until all full parts are in a saved checkpoint.
   * @throws what went wrong with one.
   */
  async done(): Promise<void> {
    await this.#background.done();
  }

  /** Gives up the open part, and waits for the full ones. Never throws. */
  async settle(): Promise<void> {
    await this.#drop();
    await this.#background.settled();
  }

  async #pour(): Promise<void> {
    const { rows, anew } = this.#order.take();
    if (anew) await this.#drop();
    if (rows.length === 0) return;
    this.#open ??= this.#begin();
    await this.#open.file.add(rows);
  }

  #begin() {
    const { store, format } = this.#tools;
    const { identity } = this.#progress.checkpoint;
    const key = partKey(identity, this.#order.day, this.#parts, format.extension);
    return { key, file: new PartFile(store, key, format) };
  }

  async #drop(): Promise<void> {
    await this.#open?.file.abort();
    this.#open = undefined;
  }

  async #close(advance: Advance): Promise<void> {
    if (this.#open === undefined) throw new Error('A part was full without a row.');
    const { key, file } = this.#open;
    const { day, full } = this.#order;
    // What the parts before have come to is seen here: then this file is still the open one, and given up with it.
    await this.#background.start(async () => {
      const figures = await file.finish();
      const { files } = this.#progress.checkpoint;
      await this.#progress.save({ ...advance, files: [...files, manifestFile(key, day, figures)] });
    });
    this.#open = undefined;
    this.#parts += 1;
    this.rows += full;
  }
}
