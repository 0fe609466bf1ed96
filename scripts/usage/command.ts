// The command npm run usage: a table of days, or the answer of the route as JSON.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { usage, usageServices } from '../../functions/usage.ts';
import { parseConfig } from '../../lib/config.ts';
import { rebuildUsage } from '../../lib/monitor/usage/rebuild.ts';
import { windowOf, wrongWindow } from '../../lib/monitor/usage/window.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { commandCall, SILENT } from '../command-line/call.ts';
import { readOptions, UsageError } from '../command-line/options.ts';
import { DONE, runCommand } from '../command-line/run-command.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { usageTable } from './table.ts';

const USAGE = `Usage:
  npm run usage -- [--from <day>] [--to <day>] [--store <uri>] [--site <id> …] [--account] [--json] [--rebuild]

Days are UTC, like 2026-11-01; --to is the day after the last one. Without them: the last 30 days with today.
--store    s3://bucket/prefix, file:///directory or a directory; default: STORE_URI
--site     only this site; may be repeated
--account  only the account
--json     the answer of GET /v1/usage, with the reconciliation day by day
--rebuild  first makes the daily usage of the window anew, from the snapshots alone`;

const LONGEST_MS = 3_600_000;

function readArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    from: text,
    to: text,
    store: text,
    site: { type: 'string', multiple: true },
    account: flag,
    json: flag,
    rebuild: flag,
  } as const;
  return readOptions({ args: [...args], options }).values;
}

function storeUri(given: string | undefined, environment: Terminal['environment']): string {
  const store = given ?? environment.STORE_URI;
  if (!store)
    throw new UsageError('Neither --store nor STORE_URI says where the monitor keeps its snapshots.');
  return /^(s3|file):\/\//.test(store) ? store : pathToFileURL(resolve(store)).href;
}

function inputOf({ from, to, site, account }: ReturnType<typeof readArguments>) {
  const given = { from, to, siteIds: site, scope: account ? 'ACCOUNT' : undefined };
  const input = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const result = v.safeParse(usage.input, input);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new UsageError(`${v.getDotPath(issue) ?? 'input'}: ${issue.message}`);
}

async function run(args: readonly string[], { environment, print, say }: Terminal): Promise<void> {
  const options = readArguments(args);
  const STORE_URI = storeUri(options.store, environment);
  const log = { ...SILENT, error: say };
  const call = commandCall({ deadline: { inMs: LONGEST_MS }, log });
  const input = inputOf(options);
  const window = windowOf(input, call.now);
  const wrong = wrongWindow(window);
  if (wrong !== undefined) throw new UsageError(`--to: ${wrong}`);
  if (options.rebuild) {
    const rows = await rebuildUsage(openStore(STORE_URI), window);
    say(`Made anew from the snapshots: ${rows} rows of daily usage.`);
  }
  const answer = await usage.run(input, call, usageServices(parseConfig({ ...environment, STORE_URI })));
  if (options.json) return print(JSON.stringify(answer));
  for (const line of usageTable(answer)) print(line);
}

/** Runs the command; answers the exit code: 0, 1 when it failed, 2 when it was called wrongly. */
export function runUsageCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  return runCommand({ usage: USAGE, args }, terminal, async () => {
    await run(args, terminal);
    return DONE;
  });
}
