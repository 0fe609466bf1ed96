// Rows as a source gives them → rows in their order, each id once, cut into parts.
import { NONE_SUPERSEDED, type Superseded, supersede } from '../manifest/superseded.ts';
import { compareInstants, dayOf } from '../record/instant.ts';
import { compareRevisions } from '../record/revision.ts';
import type { Row } from '../record/transaction.ts';
import { Hand, type RowLines } from './hand.ts';
import { HeldRows } from './held.ts';
import { OlderRevisions } from './older-revisions.ts';
import { behind, contradiction, revisedTooLate, tooManyAtOnce } from './order-failures.ts';
import { hashOf, RecentIds } from './recent-ids.ts';

/** Rows of one millisecond can be ordered only once all of them are there; more than this are not held in memory. */
export const MOST_AT_ONCE = 50_000;

/** What a later process needs to go on, beside the rows that are in no part: plain JSON. */
export interface OrderState {
  /** `[id, revision]` of the last rows in parts, as far as they are remembered, in their order. */
  readonly recent: readonly (readonly [string, string | null])[];
  /** Revisions that were left out, by id, as long as their id is known. */
  readonly older: readonly (readonly [string, readonly (string | null)[]])[];
  /** Those whose part is cut. */
  readonly superseded: Superseded;
  /** The last row in a part. */
  readonly last: { readonly createdDate: string; readonly id: string } | null;
}

/** Nothing was read yet. */
export const NOTHING_READ: OrderState = { recent: [], older: [], superseded: NONE_SUPERSEDED, last: null };

/** Rows for the part that is open; `anew` when they are all that is in it, whatever was taken for it before. */
export interface Released {
  readonly rows: readonly Row[];
  readonly anew: boolean;
}

/** The millisecond of a canonical instant, as text that sorts like time. */
const millisecondOf = (instant: string): string => instant.slice(0, 23);

/**
 * Orders rows that ascend by the millisecond of `createdDate`: in which order Wix lists those that share one, and whether
 * it compares anything finer, is not documented. They are held until a later one comes. An id that comes again is left
 * out, whichever revision is lower: that works for every row that is in no part yet, and for those of the last thousand
 * rows that are. What comes again later than that is behind the rows before it, and an error.
 *
 * The parts depend on the rows alone, not on pages, nor on where a walk was broken off and taken up with `snapshot`.
 */
export class RowOrder {
  readonly #rowsPerPart: number;
  readonly #recent: RecentIds;
  readonly #older: OlderRevisions;
  #superseded: Superseded;
  #last: OrderState['last'];
  /** Of the open part, in their order. */
  readonly #hand = new Hand();
  #day = '';
  #full = 0;
  /** Those of `#hand` that were not taken yet. */
  #fresh: Row[] = [];
  #anew = false;
  /** Of `#millisecond`, in the order of the source. */
  readonly #held = new HeldRows();
  #millisecond = '';
  /** On their way from `#held` to `#hand`. */
  #releasing: readonly Row[] = [];
  #released = 0;
  /** On their way from the source to `#held`. */
  #feeding: readonly Row[] = [];
  #fed = 0;
  /** How many rows came again. */
  repeats = 0;

  /** The rows that were in no part at the time of `state` must be fed first. */
  constructor(rowsPerPart: number, state: OrderState = NOTHING_READ) {
    this.#rowsPerPart = rowsPerPart;
    this.#recent = new RecentIds(state.recent);
    this.#older = new OlderRevisions(state.older);
    this.#superseded = state.superseded;
    this.#last = state.last;
  }

  /** The canonical start of the latest millisecond that was fed; undefined before there was one. */
  get latest(): string | undefined {
    const millisecond = this.#millisecond || millisecondOf(this.#last?.createdDate ?? '');
    return millisecond === '' ? undefined : `${millisecond}Z`;
  }

  /** The UTC day of the open part. */
  get day(): string {
    return this.#day;
  }

  /** How many rows the last full part has. */
  get full(): number {
    return this.#full;
  }

  /** How many rows are in no part yet. */
  get inHand(): number {
    return this.#hand.size + this.#held.size;
  }

  /**
   * Takes rows. It stops wherever a part is full: `take` its rows, then go on.
   * @throws Failure when they do not ascend, contradict each other, or revise what is in a part already.
   */
  *feed(rows: readonly Row[]): Generator<void> {
    this.#feeding = rows;
    this.#fed = 0;
    for (const row of rows) {
      if (this.#isWanted(row)) {
        if (!row.record.createdDate.startsWith(this.#millisecond) || this.#millisecond === '') {
          this.#release();
          while (this.#isFull()) yield this.#cut();
          this.#millisecond = millisecondOf(row.record.createdDate);
        }
        this.#held.add(row);
        if (this.#held.size > MOST_AT_ONCE) throw tooManyAtOnce(row, MOST_AT_ONCE);
      }
      this.#fed++;
    }
  }

  /** The same for the rest: no row will come any more. */
  *end(): Generator<void> {
    this.#release();
    while (this.#isFull()) yield this.#cut();
    if (this.#hand.size > 0) yield this.#cut();
  }

  /** Rows of the open part, or of the one that is full at this moment. */
  take(): Released {
    const released = { rows: this.#fresh, anew: this.#anew };
    this.#fresh = [];
    this.#anew = false;
    return released;
  }

  /** The state at this moment, also where `feed` has stopped, and the rows that are in no part. */
  snapshot(): { readonly order: OrderState; readonly rows: RowLines } {
    const { count, bytes } = this.#hand.lines();
    const others = [
      ...this.#releasing.slice(this.#released),
      ...this.#held.rows,
      ...this.#feeding.slice(this.#fed),
    ];
    const lines = others.map((row) => `${row.line}\n`).join('');
    return {
      rows: { count: count + others.length, bytes: Buffer.concat([bytes, Buffer.from(lines)]) },
      order: {
        recent: this.#recent.list(this.#hand.size),
        older: this.#older.list(),
        superseded: this.#superseded,
        last: this.#last,
      },
    };
  }

  /** Whether a row is to be held; when it is not, it was dealt with. */
  #isWanted(row: Row): boolean {
    const { id } = row.record;
    const held = this.#held.find(id);
    if (held !== undefined) {
      if (!this.#replaces(row, held)) return false;
      this.#held.remove(held);
    } else {
      const hash = hashOf(id);
      const index = this.#hand.find(id, hash);
      if (index !== undefined) {
        if (!this.#revises(row, index)) return false;
      } else {
        const revision = this.#recent.find(id, hash);
        if (revision !== undefined) return this.#late(row, revision ?? undefined);
      }
    }
    if (this.#isBehind(row)) throw behind(row);
    return true;
  }

  /** Whether the row is to be kept instead of one that is in hand. */
  #replaces(row: Row, known: Row): boolean {
    const { id, revision } = row.record;
    const order = compareRevisions(revision, known.record.revision);
    if (order === 0) {
      if (row.line !== known.line) throw contradiction(row);
      this.repeats++;
    } else this.#older.add(id, order < 0 ? revision : known.record.revision);
    return order > 0;
  }

  /** A row whose id is in the open part: whether it has to be held, at a date of its own. */
  #revises(row: Row, index: number): boolean {
    const known = this.#hand.row(index);
    if (!this.#replaces(row, known)) return false;
    const isMoved = row.record.createdDate !== known.record.createdDate;
    this.#hand.replace(index, isMoved ? undefined : row);
    this.#fresh = this.#hand.rows();
    this.#anew = true;
    return isMoved;
  }

  /** A row whose id is in a part already: it is not to be held. */
  #late({ record: { id, revision } }: Row, present: string | undefined): false {
    const order = compareRevisions(revision, present);
    if (order > 0) throw revisedTooLate(id);
    if (order === 0) this.repeats++;
    else if (this.#older.add(id, revision)) {
      this.#superseded = supersede(this.#superseded, id, revision, present);
    }
    return false;
  }

  #isBehind({ record: { id, createdDate } }: Row): boolean {
    if (createdDate < this.#millisecond) return true;
    // Also of the millisecond that a part ended in, when its other rows were taken up from a checkpoint.
    if (this.#last === null || !this.#last.createdDate.startsWith(this.#millisecond)) return false;
    const order = compareInstants(createdDate, this.#last.createdDate);
    return order < 0 || (order === 0 && id <= this.#last.id);
  }

  /** Begins to move the held rows into parts. */
  #release(): void {
    this.#releasing = this.#held.release();
    this.#released = 0;
  }

  /** Moves them until the part is full: by its number of rows, or because the next row is of another day. */
  #isFull(): boolean {
    let next = this.#releasing[this.#released];
    while (next !== undefined) {
      if (this.#hand.size > 0 && !next.record.createdDate.startsWith(this.#day)) return true;
      this.#keep(next);
      this.#released++;
      if (this.#hand.size === this.#rowsPerPart) return true;
      next = this.#releasing[this.#released];
    }
    return false;
  }

  #keep({ record, line }: Row): void {
    if (this.#hand.size === 0) this.#day = dayOf(record.createdDate);
    // A row may make its line each time that it is asked for it, and from here on it is asked more than once.
    const row = { record, line };
    const hash = hashOf(record.id);
    this.#hand.add(row, hash);
    this.#recent.add(record.id, record.revision, hash);
    this.#fresh.push(row);
  }

  #cut(): void {
    const numbers = this.#older.ids().map((id) => this.#hand.find(id, hashOf(id)));
    for (const number of numbers.filter((one) => one !== undefined).sort((a, b) => a - b)) {
      const { id, revision } = this.#hand.row(number).record;
      for (const older of this.#older.of(id))
        this.#superseded = supersede(this.#superseded, id, older, revision);
    }
    this.#full = this.#hand.size;
    const { createdDate, id } = this.#hand.row(this.#full - 1).record;
    this.#last = { createdDate, id };
    this.#hand.clear();
    for (const one of this.#older.ids()) if (!this.#isKnown(one)) this.#older.forget(one);
  }

  #isKnown(id: string): boolean {
    const isInHand =
      this.#held.find(id) ?? this.#releasing.slice(this.#released).find(({ record }) => record.id === id);
    return isInHand !== undefined || this.#recent.find(id, hashOf(id)) !== undefined;
  }
}
