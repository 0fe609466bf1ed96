// The walk through the source, page after page, one page ahead.
import { setImmediate } from 'node:timers/promises';
import { Failure } from '../../failure.ts';
import { compareInstants } from '../record/instant.ts';
import type { Row } from '../record/transaction.ts';
import type { SourcePage } from '../source/source.ts';
import { isComplete, rowsOf } from './checkpoint.ts';
import type { FetchPage } from './fetch-page.ts';
import { endless } from './order/failures.ts';
import { RowOrder } from './order/row-order.ts';
import { PartFiles, type PartTools } from './parts/part-files.ts';
import type { Advance, Progress } from './progress.ts';
import { type NoPage, pauseAfter } from './setback.ts';

/** Twice the pages of Wix that the rows of one millisecond may fill, all of which a query that begins anew reads again. */
const MOST_IDLE_PAGES = 1000;

/** What a walk works with. */
export interface WalkTools extends PartTools {
  readonly fetchPage: FetchPage;
  /** Told after every page: rows that are kept and pages that were read, since the export began. */
  readonly watch: (counts: { readonly rows: number; readonly pages: number }) => void;
}

/** When to come back; `isOurLimit` tells a wait for the limit that we keep by ourselves. */
export interface Stopped {
  readonly waitSeconds: number;
  readonly isOurLimit: boolean;
}

/** One call's share of the way, from a checkpoint to a later one. */
export class Walk {
  readonly #progress: Progress;
  readonly #tools: WalkTools;
  readonly #order: RowOrder;
  readonly #parts: PartFiles;
  #place: Progress['checkpoint']['walk'];
  #pages: number;
  #idlePages: number;
  /** How many rows were new before the page at hand. */
  #accepted = 0;
  /** By this call. */
  pagesRead = 0;

  constructor(progress: Progress, tools: WalkTools) {
    const { identity, order, walk, pages, idlePages } = progress.checkpoint;
    this.#progress = progress;
    this.#tools = tools;
    this.#order = new RowOrder(identity.rowsPerPart, order);
    this.#parts = new PartFiles(progress, this.#order, tools);
    this.#place = walk;
    this.#pages = pages;
    this.#idlePages = idlePages;
  }

  /**
   * Goes to the end of the window, and then the checkpoint is complete; or as far as it gets, and then everything that
   * was read is in it and the answer says when to come back.
   * @throws TakenOver when another run has saved; otherwise as `runExport`.
   */
  async go(): Promise<Stopped | undefined> {
    try {
      let rows: readonly Row[] = rowsOf(this.#progress.checkpoint);
      while (!this.#place.ended) {
        const coming = this.#tools.fetchPage(this.#place);
        // Lets the request out, so that Wix works while we do.
        await setImmediate();
        await this.#put(this.#order.feed(rows));
        this.#countIdle();
        const came = await coming;
        this.#parts.check();
        if ('page' in came) rows = this.#turn(came.page);
        else if (this.#beginAnew(came)) rows = [];
        else return await this.#stop(came);
      }
      await this.#put(this.#order.feed(rows));
      await this.#put(this.#order.end());
      await this.#parts.done();
      if (!isComplete(this.#progress.checkpoint)) await this.#progress.save(this.#now());
      return undefined;
    } finally {
      // Nothing of this walk may still be at work when its caller goes on.
      await this.#parts.settle();
    }
  }

  /** How many rows came again. */
  get repeats(): number {
    return this.#order.repeats;
  }

  #put(fullParts: Iterable<void>): Promise<void> {
    return this.#parts.put(fullParts, () => this.#now());
  }

  /** All but the files, as it is at this moment. */
  #now(): Advance {
    const counts = { pages: this.#pages, idlePages: this.#idlePages, setbacks: 0 };
    return { ...this.#order.snapshot(), walk: this.#place, ...counts };
  }

  /**
   * Counts the page that was fed last, if it has brought nothing new; what is fed before the first page does not count.
   * @throws Failure `WixUnavailable` when there were too many of them.
   */
  #countIdle(): void {
    const { accepted } = this.#order;
    if (this.pagesRead > 0) this.#idlePages = accepted > this.#accepted ? 0 : this.#idlePages + 1;
    this.#accepted = accepted;
    if (this.#idlePages > MOST_IDLE_PAGES) throw endless(this.#idlePages);
  }

  #turn({ rows, next }: SourcePage): readonly Row[] {
    this.#place = { from: this.#place.from, position: next ?? null, ended: next === undefined };
    this.#pages += 1;
    this.pagesRead += 1;
    this.#tools.watch({ rows: this.#parts.rows + this.#order.inHand + rows.length, pages: this.#pages });
    return rows;
  }

  /**
   * A cursor that is refused has become too old: the query begins anew at the latest millisecond, whose rows are in hand.
   * Not where that is its own start, because it would come to the same cursor again.
   */
  #beginAnew(came: NoPage): boolean {
    const { from } = this.#place;
    const latest = this.#order.latest ?? from;
    const thrown = 'thrown' in came ? came.thrown : undefined;
    const refused = thrown instanceof Failure && thrown.code === 'WixRequestRejected';
    if (!refused || compareInstants(latest, from) <= 0) return false;
    this.#place = { from: latest, position: null, ended: false };
    return true;
  }

  async #stop(came: NoPage): Promise<Stopped> {
    await this.#parts.done();
    const pause = pauseAfter(came, this.#progress.checkpoint.setbacks, this.pagesRead);
    await this.#progress.save({ ...this.#now(), setbacks: pause.setbacks });
    if ('thrown' in pause) throw pause.thrown;
    return { waitSeconds: pause.waitSeconds, isOurLimit: 'out' in came && came.out === 'rate' };
  }
}
