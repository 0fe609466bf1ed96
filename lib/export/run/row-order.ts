// Rows as a source gives them → rows in their order, each id once, cut into parts.
import { Failure } from '../../failure.ts';
import { NONE_SUPERSEDED, type Superseded, supersede } from '../manifest/superseded.ts';
import { compareInstants, dayOf } from '../record/instant.ts';
import { compareRevisions } from '../record/revision.ts';
import { compareRows, type Row } from '../record/transaction.ts';
import { behind, contradiction, revisedTooLate, tooManyAtOnce } from './order-failures.ts';
import { OlderRevisions, RecentIds } from './seen.ts';

/** Rows of one millisecond can be ordered only once all of them are there; more than this are not held in memory. */
export const MOST_AT_ONCE = 50_000;

/** The rows of one file: of one UTC day, in their order. */
export interface Part {
  readonly day: string;
  readonly rows: readonly Row[];
}

/** All that a later process needs to go on: plain JSON but for the rows. */
export interface OrderState {
  /** Rows that are in no part yet: they are fed first. */
  readonly rows: readonly Row[];
  /** `[id, revision]` of the last rows in parts, in their order. */
  readonly recent: readonly (readonly [string, string | null])[];
  /** Revisions that were left out, by id, as far back as `recent` goes. */
  readonly older: readonly (readonly [string, readonly (string | null)[]])[];
  /** Those whose part is cut. */
  readonly superseded: Superseded;
  /** The last row in a part. */
  readonly last: { readonly createdDate: string; readonly id: string } | null;
}

/** Nothing was read yet. */
export const NOTHING_READ: OrderState = {
  rows: [],
  recent: [],
  older: [],
  superseded: NONE_SUPERSEDED,
  last: null,
};

/** The millisecond of a canonical instant, as text that sorts like time. */
const millisecondOf = (instant: string): string => instant.slice(0, 23);

/**
 * Orders rows that ascend by the millisecond of `createdDate`: in which order Wix lists those that share one, and whether
 * it compares anything finer, is not documented. They are held until a later one comes. An id that comes again is left out, whichever revision is lower; that works for every row that is in no
 * part yet and for the last thousand that are. What comes later than that is behind the rows before it, and an error.
 *
 * The parts depend on the rows alone, not on pages, nor on where a walk was broken off and taken up with `snapshot`.
 */
export class RowOrder {
  readonly #rowsPerPart: number;
  readonly #recent: RecentIds;
  readonly #older: OlderRevisions;
  #superseded: Superseded;
  #last: OrderState['last'];
  /** Of the next part, in their order. */
  #part = new Map<string, Row>();
  #day = '';
  /** Of `#millisecond`, in the order of the source. */
  readonly #held = new Map<string, Row>();
  #millisecond = '';
  /** On their way from `#held` to `#part`. */
  #releasing: readonly Row[] = [];
  #released = 0;
  /** On their way from the source to `#held`. */
  #feeding: readonly Row[] = [];
  #fed = 0;
  /** How many rows came again. */
  repeats = 0;

  /** `state.rows` are not fed by this. */
  constructor(rowsPerPart: number, state: Omit<OrderState, 'rows'> = NOTHING_READ) {
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

  /** How many rows are in no part yet. */
  get inHand(): number {
    return this.#part.size + this.#held.size;
  }

  /**
   * Takes rows, and gives each part as soon as it is full.
   * @throws Failure when they do not ascend, contradict each other, or revise what is in a part already.
   */
  *feed(rows: readonly Row[]): Generator<Part> {
    this.#feeding = rows;
    this.#fed = 0;
    for (const row of rows) {
      if (this.#isWanted(row)) {
        const millisecond = millisecondOf(row.record.createdDate);
        if (millisecond !== this.#millisecond) {
          yield* this.#release();
          this.#millisecond = millisecond;
        }
        this.#held.set(row.record.id, row);
        if (this.#held.size > MOST_AT_ONCE) throw tooManyAtOnce(row, MOST_AT_ONCE);
      }
      this.#fed++;
    }
  }

  /** Gives the last parts: no row will come any more. */
  *end(): Generator<Part> {
    yield* this.#release();
    if (this.#part.size > 0) yield this.#cut();
  }

  /** The state at this moment, also between two parts of one `feed`. */
  snapshot(): OrderState {
    return {
      rows: [
        ...this.#part.values(),
        ...this.#releasing.slice(this.#released),
        ...this.#held.values(),
        ...this.#feeding.slice(this.#fed),
      ],
      recent: this.#recent.list(),
      older: this.#older.list(),
      superseded: this.#superseded,
      last: this.#last,
    };
  }

  /** Whether a row is to be held; when it is not, it was dealt with. */
  #isWanted(row: Row): boolean {
    const { id } = row.record;
    const known = this.#held.get(id) ?? this.#part.get(id);
    if (known !== undefined) {
      if (!this.#replaces(row, known)) return false;
    } else if (this.#recent.has(id)) {
      this.#late(row);
      return false;
    }
    if (this.#isBehind(row)) throw behind(row);
    return true;
  }

  /** Whether the row takes the place of one in hand, at another date. */
  #replaces(row: Row, known: Row): boolean {
    const { id, createdDate, revision } = row.record;
    const order = compareRevisions(revision, known.record.revision);
    if (order === 0) {
      if (row.line !== known.line) throw contradiction(row);
      this.repeats++;
      return false;
    }
    this.#older.add(id, order < 0 ? revision : known.record.revision);
    if (order < 0) return false;
    const place = this.#held.has(id) ? this.#held : this.#part;
    if (createdDate !== known.record.createdDate) return place.delete(id);
    place.set(id, row);
    return false;
  }

  /** A row whose id is in a part already. */
  #late({ record: { id, revision } }: Row): void {
    const present = this.#recent.revisionOf(id);
    const order = compareRevisions(revision, present);
    if (order > 0) throw revisedTooLate(id);
    if (order === 0) this.repeats++;
    else if (this.#older.add(id, revision)) {
      this.#superseded = supersede(this.#superseded, id, revision, present);
    }
  }

  #isBehind({ record: { id, createdDate } }: Row): boolean {
    if (millisecondOf(createdDate) < this.#millisecond) return true;
    if (this.#last === null) return false;
    const order = compareInstants(createdDate, this.#last.createdDate);
    return order < 0 || (order === 0 && id <= this.#last.id);
  }

  /** Moves the held rows into parts. */
  *#release(): Generator<Part> {
    const rows = [...this.#held.values()];
    this.#held.clear();
    if (rows.length > 1) rows.sort(compareRows);
    this.#releasing = rows;
    this.#released = 0;
    for (const row of rows) {
      const day = dayOf(row.record.createdDate);
      if (this.#part.size > 0 && day !== this.#day) yield this.#cut();
      this.#day = day;
      this.#part.set(row.record.id, row);
      this.#released++;
      if (this.#part.size === this.#rowsPerPart) yield this.#cut();
    }
  }

  #cut(): Part {
    const rows = [...this.#part.values()];
    this.#part = new Map();
    for (const { record } of rows) {
      for (const revision of this.#older.of(record.id)) {
        this.#superseded = supersede(this.#superseded, record.id, revision, record.revision);
      }
    }
    for (const id of this.#recent.add(rows)) this.#older.forget(id);
    const last = rows.at(-1)?.record;
    if (last === undefined) throw new Failure('Internal', 'A part without rows was cut.');
    this.#last = { createdDate: last.createdDate, id: last.id };
    return { day: this.#day, rows };
  }
}
