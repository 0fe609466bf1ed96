// Where the command gets its input, its settings and its functions, and where it writes to.
import type { Terminal as Usual } from '../command-line/terminal.ts';

/** The world of the command. */
export interface Terminal extends Usual {
  /** All of standard input. */
  readonly stdin: () => Promise<string>;
  /** Builds the functions, and answers the directory that they are in. */
  readonly build: () => Promise<string>;
  /** The folder for stores, as a `file:` URL without a slash at its end. */
  readonly stores: string;
  /** Aborted when the workflow is to stop. */
  readonly stop: AbortSignal;
}
