// The error of an export file that is not what its format says.

/** Thrown by the readers: the file is no such file, or a row in it is not the canonical form of any record. */
export class Unreadable extends Error {
  constructor(what: string, cause?: unknown) {
    super(what, cause === undefined ? undefined : { cause });
    this.name = 'Unreadable';
  }
}

/** True for an error of Node's own with a code that starts so; its class may be another realm's. */
export function hasCode(error: unknown, start: string): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith(start)
  );
}
