// The walk through the source: page after page into parts, one page ahead and one part behind.
import { Failure } from '../../failure.ts';
import type { Store } from '../../store/store.ts';
import type { Format } from '../format/format.ts';
import { compareInstants } from '../record/instant.ts';
import { Background } from './background.ts';
import { isComplete } from './checkpoint.ts';
import type { FetchPage } from './fetch-page.ts';
import { partKey } from './keys.ts';
import { writePart } from './part-file.ts';
import type { Advance, Progress } from './progress.ts';
import { type Part, RowOrder } from './row-order.ts';
import { type NoPage, pauseAfter } from './setback.ts';

/** What a walk works with. */
export interface WalkTools {
  readonly store: Pick<Store, 'write' | 'stream'>;
  readonly format: Format;
  readonly fetchPage: FetchPage;
  /** Told after every page: rows that are kept and pages that were read, since the export began. */
  readonly watch: (counts: { readonly rows: number; readonly pages: number }) => void;
}

/**
 * One call's share of the way. While a part and then its checkpoint are written the next rows are read; the next part
 * waits for both, so that a part at most is done again after the end of a process.
 */
export class Walk {
  readonly #progress: Progress;
  readonly #tools: WalkTools;
  readonly #order: RowOrder;
  readonly #background = new Background();
  #place: Progress['checkpoint']['walk'];
  #pages: number;
  #pagesRead = 0;
  #rowsInParts: number;

  constructor(progress: Progress, tools: WalkTools) {
    const { identity, order, walk, pages, files } = progress.checkpoint;
    this.#progress = progress;
    this.#tools = tools;
    this.#order = new RowOrder(identity.rowsPerPart, order);
    this.#place = walk;
    this.#pages = pages;
    this.#rowsInParts = files.reduce((sum, file) => sum + file.rows, 0);
  }

  /**
   * Goes to the end of the window, and then the checkpoint is complete; or as far as it gets, and then everything that
   * was read is in it and the answer says when to come back.
   * @throws TakenOver when another run has saved; otherwise as `runExport`.
   */
  async go(): Promise<{ readonly waitSeconds: number } | undefined> {
    try {
      let rows = this.#progress.checkpoint.rows;
      while (!this.#place.ended) {
        const coming = this.#tools.fetchPage(this.#place);
        await this.#take(this.#order.feed(rows));
        const came = await coming;
        this.#background.check();
        if (!('page' in came)) {
          if (!this.#beginAnew(came)) return await this.#stop(came);
          rows = [];
        } else {
          const { next } = came.page;
          rows = came.page.rows;
          this.#place = { from: this.#place.from, position: next ?? null, ended: next === undefined };
          this.#pages += 1;
          this.#pagesRead += 1;
          this.#tools.watch({
            rows: this.#rowsInParts + this.#order.inHand + rows.length,
            pages: this.#pages,
          });
        }
      }
      await this.#take(this.#order.feed(rows));
      await this.#take(this.#order.end());
      await this.#background.done();
      if (!isComplete(this.#progress.checkpoint)) await this.#progress.save(this.#now());
      return undefined;
    } finally {
      // Nothing of this walk may still be saving when its caller goes on.
      await this.#background.settled();
    }
  }

  /** How many rows came again. */
  get repeats(): number {
    return this.#order.repeats;
  }

  /** All but the files, as it is at this moment. */
  #now(): Advance {
    const { rows, ...order } = this.#order.snapshot();
    return { walk: this.#place, pages: this.#pages, rows, order, setbacks: 0 };
  }

  async #take(parts: Iterable<Part>): Promise<void> {
    const { store, format } = this.#tools;
    for (const part of parts) {
      const now = this.#now();
      this.#rowsInParts += part.rows.length;
      await this.#background.start(async () => {
        const { identity, files } = this.#progress.checkpoint;
        const key = partKey(identity, part.day, files.length, format.extension);
        const file = await writePart(store, key, part, format);
        await this.#progress.save({ ...now, files: [...files, file] });
      });
    }
  }

  /**
   * A cursor that is refused has become too old: the query begins anew at the latest millisecond, whose rows are in hand.
   * Not where that is its own start, because it would come to the same cursor again.
   */
  #beginAnew(came: NoPage): boolean {
    const { position, from } = this.#place;
    const latest = this.#order.latest ?? from;
    const refused =
      'thrown' in came && came.thrown instanceof Failure && came.thrown.code === 'WixRequestRejected';
    if (!refused || position === null || compareInstants(latest, from) <= 0) return false;
    this.#place = { from: latest, position: null, ended: false };
    return true;
  }

  async #stop(came: NoPage): Promise<{ readonly waitSeconds: number }> {
    await this.#background.done();
    const pause = pauseAfter(came, this.#progress.checkpoint.setbacks, this.#pagesRead);
    await this.#progress.save({ ...this.#now(), setbacks: pause.setbacks });
    if ('thrown' in pause) throw pause.thrown;
    return pause;
  }
}
