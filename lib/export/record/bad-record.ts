// The error of a transaction that cannot be read: which one, which field, and what was expected there.

const printable = /^[\w.:-]{1,64}$/;

/**
 * Thrown when a raw transaction lacks what an exact export needs, or holds it in no known form. A record is never
 * dropped for that, and no value is guessed: whoever reads the source turns this into the failure that fits the door
 * it came through. The message names the field and what was expected, never the value that was found.
 */
export class BadRecord extends Error {
  /** Dotted path of the field (`amount.cost.currencyCode`); empty for the record as a whole. */
  readonly path: string;
  /** What was expected, as in "must be …". */
  readonly expected: string;
  /** The record's id as it came; undefined when there is none to tell. */
  readonly id: string | undefined;

  constructor(path: string, expected: string, id?: string) {
    const subject = id !== undefined && printable.test(id) ? `Transaction ${id}` : 'A transaction';
    super(`${subject} cannot be exported: ${path === '' ? 'it' : path} must be ${expected}.`);
    this.name = 'BadRecord';
    this.path = path;
    this.expected = expected;
    this.id = id;
  }
}
