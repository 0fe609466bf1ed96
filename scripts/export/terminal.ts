// Where the command gets its settings, writes to, and hears that it is to stop.
import type { Terminal as Usual } from '../command-line/terminal.ts';

/** A terminal whose last line can be written over. */
export interface Screen {
  /** Characters in a line. */
  columns(): number;
  write(text: string): void;
}

/** The world of the command. */
export interface Terminal extends Usual {
  /** Undefined where standard error is no terminal: then progress is told in plain lines. */
  readonly screen: Screen | undefined;
  /** Aborted when the export is to stop and can be gone on with later. */
  readonly stop: AbortSignal;
}
