// Rows as a source gives them → rows in their order, each id once, cut into parts.
import { compareInstants, compareMilliseconds, millisecondOf } from '../../record/instant.ts';
import type { Row } from '../../record/transaction.ts';
import { behind, tooManyAtOnce } from './failures.ts';
import type { RowLines } from './hand.ts';
import { type Held, HeldRows } from './held.ts';
import { NOTHING_READ, OpenPart, type OrderState, type Released } from './open-part.ts';
import { hashOf } from './recent-ids.ts';

/** Rows of one millisecond can be ordered only once all of them are there; more than this are not held in memory. */
export const MOST_AT_ONCE = 50_000;

/**
 * Orders rows that ascend by the millisecond of `createdDate`: in which order Wix lists those that share one, and whether
 * it compares anything finer, is not documented. They are held until a later one comes. An id that comes again is left
 * out, whichever revision is lower: that works for every row that is in no full part yet, and for the last thousand that
 * are. What comes again later than that is behind the rows before it, and an error.
 *
 * The parts depend on the rows alone, not on pages, nor on where a walk was broken off and taken up with `snapshot`.
 */
export class RowOrder {
  readonly #rowsPerPart: number;
  readonly #part: OpenPart;
  /** Of the millisecond of `#newest`, in the order of the source. */
  readonly #held = new HeldRows();
  /** The `createdDate` of the first row of the latest millisecond; empty before there is one. */
  #newest = '';
  /** On their way from `#held` to `#part`. */
  #releasing: readonly Held[] = [];
  #released = 0;
  /** On their way from the source to `#held`. */
  #feeding: readonly Row[] = [];
  #fed = 0;
  /** How many rows were new. */
  accepted = 0;

  /** The rows that were in no part at the time of `state` must be fed first. */
  constructor(rowsPerPart: number, state: OrderState = NOTHING_READ) {
    this.#rowsPerPart = rowsPerPart;
    this.#part = new OpenPart(state);
  }

  /** The canonical start of the latest millisecond that was fed; undefined before there was one. */
  get latest(): string | undefined {
    const newest = this.#newest || (this.#part.last?.createdDate ?? '');
    return newest === '' ? undefined : `${millisecondOf(newest)}Z`;
  }

  /** The UTC day of the open part, or of the one that is full at this moment. */
  get day(): string {
    return this.#part.day;
  }

  /** How many rows the last full part has. */
  get full(): number {
    return this.#part.full;
  }

  /** How many rows are in no part yet. */
  get inHand(): number {
    return this.#part.size + this.#held.size;
  }

  /** How many rows came again. */
  get repeats(): number {
    return this.#part.repeats;
  }

  /**
   * Takes rows. It stops wherever a part is full: `take` its rows, then go on.
   * @throws Failure when they do not ascend, contradict each other, or revise what is in a part already.
   */
  *feed(rows: readonly Row[]): Generator<void> {
    this.#feeding = rows;
    this.#fed = 0;
    for (const row of rows) {
      const { id, createdDate } = row.record;
      const hash = hashOf(id);
      if (this.#isWanted(row, hash)) {
        if (this.#newest === '' || compareMilliseconds(createdDate, this.#newest) !== 0) {
          this.#release();
          while (this.#isFull()) yield this.#cut();
          this.#newest = createdDate;
        }
        this.#held.add(row, hash);
        this.accepted++;
        if (this.#held.size > MOST_AT_ONCE) throw tooManyAtOnce(row, MOST_AT_ONCE);
      }
      this.#fed++;
    }
  }

  /** The same for the rest: no row will come any more. */
  *end(): Generator<void> {
    this.#release();
    while (this.#isFull()) yield this.#cut();
    if (this.#part.size > 0) yield this.#cut();
  }

  /** Rows for the file of the open part, or of the one that is full at this moment. */
  take(): Released {
    return this.#part.take();
  }

  /** The state at this moment, also where `feed` has stopped, and the rows that are in no part. */
  snapshot(): { readonly order: OrderState; readonly rows: RowLines } {
    const { count, bytes } = this.#part.lines();
    const others = [...this.#comingOut(), ...this.#held.rows, ...this.#feeding.slice(this.#fed)];
    const lines = others.map((row) => `${row.line}\n`).join('');
    const rows = { count: count + others.length, bytes: Buffer.concat([bytes, Buffer.from(lines)]) };
    return { order: this.#part.state(), rows };
  }

  /** Whether a row is to be held; when it is not, it was dealt with. */
  #isWanted(row: Row, hash: number): boolean {
    const held = this.#held.find(row.record.id);
    if (held === undefined ? !this.#part.isNew(row, hash) : !this.#part.replaces(row, held)) return false;
    if (held !== undefined) this.#held.remove(held);
    if (this.#isBehind(row)) throw behind(row);
    return true;
  }

  #isBehind({ record: { id, createdDate } }: Row): boolean {
    if (this.#newest !== '' && compareMilliseconds(createdDate, this.#newest) < 0) return true;
    // Also within the millisecond that a part has ended in, when its other rows were taken up from a checkpoint.
    const { last } = this.#part;
    if (last === null) return false;
    const order = compareInstants(createdDate, last.createdDate);
    return order < 0 || (order === 0 && id <= last.id);
  }

  /** Begins to move the held rows into parts. */
  #release(): void {
    this.#releasing = this.#held.release();
    this.#released = 0;
  }

  /** Those that have yet to be moved. */
  #comingOut(): Row[] {
    return this.#releasing.slice(this.#released).map(({ row }) => row);
  }

  /** Moves them until the part is full: by its number of rows, or because the next row is of another day. */
  #isFull(): boolean {
    let next = this.#releasing[this.#released];
    while (next !== undefined) {
      if (!this.#part.fits(next.row)) return true;
      this.#part.add(next);
      this.#released++;
      if (this.#part.size === this.#rowsPerPart) return true;
      next = this.#releasing[this.#released];
    }
    return false;
  }

  /** Nothing is held when a part is cut: all that was is on its way, with the row that has released it. */
  #cut(): void {
    const coming = [...this.#comingOut(), ...this.#feeding.slice(this.#fed, this.#fed + 1)];
    this.#part.cut((id) => coming.some(({ record }) => record.id === id));
  }
}
