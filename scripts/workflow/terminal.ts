// Where the command gets its input, its settings and its functions, and where it writes to.

/** The world of the command. */
export interface Terminal {
  readonly environment: NodeJS.ProcessEnv;
  /** Standard output: what came of it. */
  readonly print: (line: string) => void;
  /** Standard error: what is going on, and what went wrong. */
  readonly say: (line: string) => void;
  /** All of standard input. */
  readonly stdin: () => Promise<string>;
  /** Builds the functions, and answers the directory that they are in. */
  readonly build: () => Promise<string>;
  /** The folder for stores, as a `file:` URL without a slash at its end. */
  readonly stores: string;
  /** Aborted when the workflow is to stop. */
  readonly stop: AbortSignal;
}
