// Where a command gets its settings and writes to.

/** What every command writes to. */
export interface Output {
  /** Standard output: the result alone, so that a script can take it. */
  readonly print: (line: string) => void;
  /** Standard error: what is going on, what went wrong, what a person wants to know. */
  readonly say: (line: string) => void;
}

/** And what most of them read. */
export interface Terminal extends Output {
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The process that this is. */
export const thisProcess: Terminal = {
  environment: process.env,
  print: (line) => console.log(line),
  say: (line) => console.error(line),
};
