// From a command to its exit code.
import { Failure } from '../../lib/failure.ts';
import { explain } from './explain.ts';
import { UsageError } from './options.ts';
import type { Output } from './terminal.ts';

/** It did what was asked. */
export const DONE = 0;
/** It was understood and failed. */
export const FAILED = 1;
/** It was not understood, and nothing was done. */
export const NOT_UNDERSTOOD = 2;
/** As a shell has it for a process that Ctrl-C has ended. */
export const STOPPED = 130;

/**
 * Runs a command, which answers its exit code. `--help` among its arguments shows the usage and does nothing else. What it
 * throws is told on standard error: a `UsageError` with the usage and exit code 2, `InvalidInput` with 2 as well, anything
 * else in one line and with 1.
 * @param told how an error is told; default `explain`
 */
export async function runCommand(
  { usage, args }: { readonly usage: string; readonly args: readonly string[] },
  { print, say }: Pick<Output, 'print' | 'say'>,
  run: () => Promise<number>,
  told: (error: unknown) => string = explain,
): Promise<number> {
  if (args.some((arg) => arg === '--help' || arg === '-h')) {
    print(usage);
    return DONE;
  }
  try {
    return await run();
  } catch (error) {
    if (error instanceof UsageError) {
      say(`${error.message}\n\n${usage}`);
      return NOT_UNDERSTOOD;
    }
    say(told(error));
    return error instanceof Failure && error.code === 'InvalidInput' ? NOT_UNDERSTOOD : FAILED;
  }
}
