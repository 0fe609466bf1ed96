// The options of a command.
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The command was not understood: its usage is shown, and the exit code is 2. */
export class UsageError extends Error {}

/**
 * Node's own `parseArgs`.
 * @throws UsageError with Node's words for an option that there is not, or that lacks its value.
 */
export function readOptions<const Config extends ParseArgsConfig>(config: Config) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
