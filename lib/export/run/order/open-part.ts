// The part that takes rows at the moment, and what is known of rows that came before.
import { NONE_SUPERSEDED, type Superseded, supersede } from '../../manifest/superseded.ts';
import { dayOf } from '../../record/instant.ts';
import { compareRevisions } from '../../record/revision.ts';
import type { Row } from '../../record/transaction.ts';
import { contradiction, revisedTooLate } from './failures.ts';
import { Hand, type RowLines } from './hand.ts';
import type { Held } from './held.ts';
import { OlderRevisions } from './older-revisions.ts';
import { hashOf, REMEMBERED, RecentIds } from './recent-ids.ts';

/** What a later process needs to go on, beside the rows that are in no part: plain JSON. */
export interface OrderState {
  /** `[id, revision]` of the last rows in full parts, as far as they are remembered, in their order. */
  readonly recent: readonly (readonly [string, string | null])[];
  /** Revisions that were left out, by id, as long as their id is known. */
  readonly older: readonly (readonly [string, readonly (string | null)[]])[];
  /** Those whose part is full. */
  readonly superseded: Superseded;
  /** The last row in a full part. */
  readonly last: { readonly createdDate: string; readonly id: string } | null;
}

/** Nothing was read yet. */
export const NOTHING_READ: OrderState = { recent: [], older: [], superseded: NONE_SUPERSEDED, last: null };

/** Rows for the file of the open part; `anew` when they are all that is in it, whatever was taken for it before. */
export interface Released {
  readonly rows: readonly Row[];
  readonly anew: boolean;
}

/** Rows in their order, of one UTC day. */
export class OpenPart {
  readonly #hand = new Hand();
  readonly #recent: RecentIds;
  readonly #older: OlderRevisions;
  #superseded: Superseded;
  #last: OrderState['last'];
  #day = '';
  #full = 0;
  #fresh: Row[] = [];
  #anew = false;
  /** How many rows came again. */
  repeats = 0;

  constructor({ recent, older, superseded, last }: OrderState) {
    this.#recent = new RecentIds(recent);
    this.#older = new OlderRevisions(older);
    this.#superseded = superseded;
    this.#last = last;
  }

  get size(): number {
    return this.#hand.size;
  }

  /** The UTC day of its rows. */
  get day(): string {
    return this.#day;
  }

  /** The last row of the part before. */
  get last(): OrderState['last'] {
    return this.#last;
  }

  /** How many rows the part before had. */
  get full(): number {
    return this.#full;
  }

  lines(): RowLines {
    return this.#hand.lines();
  }

  state(): OrderState {
    const recent = this.#recent.list();
    return { recent, older: this.#older.list(), superseded: this.#superseded, last: this.#last };
  }

  /** Whether a row goes into this part. */
  fits({ record }: Row): boolean {
    return this.#hand.size === 0 || record.createdDate.startsWith(this.#day);
  }

  add({ row, hash }: Held): void {
    const { record } = row;
    if (this.#hand.size === 0) this.#day = dayOf(record.createdDate);
    this.#hand.add(row, hash);
    this.#fresh.push(row);
  }

  /** The rows that were added since the last time. */
  take(): Released {
    const released = { rows: this.#fresh, anew: this.#anew };
    this.#fresh = [];
    this.#anew = false;
    return released;
  }

  /** Ends the part and begins the next. `isHeld` says of an id whether it is among the rows to come. */
  cut(isHeld: (id: string) => boolean): void {
    const numbers = this.#older.ids().map((id) => this.#hand.find(id, hashOf(id)));
    for (const number of numbers.filter((one) => one !== undefined).sort((a, b) => a - b)) {
      const { id, revision } = this.#hand.row(number).record;
      for (const older of this.#older.of(id)) this.#leaveOut(id, older, revision);
    }
    this.#full = this.#hand.size;
    const last = this.#hand.row(this.#full - 1).record;
    this.#last = { createdDate: last.createdDate, id: last.id };
    for (let number = Math.max(0, this.#full - REMEMBERED); number < this.#full; number++) {
      const { id, revision } = this.#hand.head(number);
      this.#recent.add(id, revision, hashOf(id));
    }
    this.#hand.clear();
    for (const one of this.#older.ids()) {
      if (!isHeld(one) && this.#recent.find(one, hashOf(one)) === undefined) this.#older.forget(one);
    }
  }

  /**
   * Whether a row is to be held: its id is not known, or it is a higher revision of a row of this part that has moved to
   * another date. In every other case it was dealt with. `hash` is that of its id.
   * @throws Failure when its id is known with other content, or with a lower revision in a part that is full.
   */
  isNew(row: Row, hash: number): boolean {
    const { id, createdDate } = row.record;
    const number = this.#hand.find(id, hash);
    if (number === undefined) {
      const known = this.#recent.find(id, hash);
      return known === undefined || this.#late(row, known ?? undefined);
    }
    const known = this.#hand.row(number);
    if (!this.replaces(row, known)) return false;
    const isMoved = createdDate !== known.record.createdDate;
    this.#hand.replace(number, isMoved ? undefined : row);
    this.#fresh = this.#hand.rows();
    this.#anew = true;
    return isMoved;
  }

  /**
   * Whether a row is to be kept instead of a known one with its id; the other is left out.
   * @throws Failure when they are one revision with different content.
   */
  replaces(row: Row, known: Row): boolean {
    const { id, revision } = row.record;
    const order = compareRevisions(revision, known.record.revision);
    if (order === 0) {
      if (row.line !== known.line) throw contradiction(row);
      this.repeats++;
    } else this.#older.add(id, order < 0 ? revision : known.record.revision);
    return order > 0;
  }

  /** A row whose id is in a full part. */
  #late({ record: { id, revision } }: Row, known: string | undefined): false {
    const order = compareRevisions(revision, known);
    if (order > 0) throw revisedTooLate(id);
    if (order === 0) this.repeats++;
    else if (this.#older.add(id, revision)) this.#leaveOut(id, revision, known);
    return false;
  }

  #leaveOut(id: string, revision: string | undefined, supersededBy: string | undefined): void {
    this.#superseded = supersede(this.#superseded, id, revision, supersededBy);
  }
}
