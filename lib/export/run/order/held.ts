// The rows of the latest millisecond, until a later one comes.
import { compareRows, type Row } from '../../record/transaction.ts';

// Not one `Map` for all milliseconds: V8 links the table that `clear` leaves behind to the next one, and one old table
// that waits for a full collection then keeps all rows of all later ones with it.

/** As many ids are compared one by one. */
const FEW = 16;

/** A row and the hash of its id (`hashOf`). */
export interface Held {
  readonly row: Row;
  readonly hash: number;
}

/** Rows by id; the usual one is alone. */
export class HeldRows {
  #rows: Held[] = [];
  #byId: Map<string, Held> | undefined;

  get size(): number {
    return this.#rows.length;
  }

  get rows(): readonly Row[] {
    return this.#rows.map(({ row }) => row);
  }

  find(id: string): Row | undefined {
    if (this.#byId !== undefined) return this.#byId.get(id)?.row;
    for (const { row } of this.#rows) if (row.record.id === id) return row;
    return undefined;
  }

  add(row: Row, hash: number): void {
    const held = { row, hash };
    // Not pushed into an empty list: V8 makes room for seventeen then.
    if (this.#rows.length === 0) this.#rows = [held];
    else this.#rows.push(held);
    this.#byId?.set(row.record.id, held);
    if (this.#rows.length === FEW) this.#byId = new Map(this.#rows.map((one) => [one.row.record.id, one]));
  }

  remove(row: Row): void {
    this.#rows = this.#rows.filter((one) => one.row !== row);
    this.#byId?.delete(row.record.id);
  }

  /** All of them in their order; none is held any more. */
  release(): Held[] {
    const rows = this.#rows;
    this.#rows = [];
    this.#byId = undefined;
    return rows.length > 1 ? rows.sort((a, b) => compareRows(a.row, b.row)) : rows;
  }
}
