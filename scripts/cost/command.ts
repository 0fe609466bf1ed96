// The command npm run cost, from its arguments to its exit code.
import { DONE, runCommand } from '../command-line/run-command.ts';
import type { Output } from '../command-line/terminal.ts';
import { type Asked, readArguments, USAGE } from './arguments.ts';
import { type Bill, type BillLine, billOf, inCents, together } from './bill.ts';
import { countExport, countMonitorRun, type RunCounts } from './measured-run.ts';
import { MOST_SITES_IN_ONE_CALL, monitorRuns, monthOf } from './month.ts';
import { PRICES_OF } from './prices.ts';
import { countStanding } from './standing.ts';

/** An export of more than this is counted with this many, and the counts that grow with the rows are scaled. */
const MOST_COUNTED = 30_000;
const DAYS_A_MONTH = 730 / 24;
/** The lines of a bill that are shown one by one. */
const LINES = 6;

const number = (value: number) =>
  value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : 0 });

async function countDay(transactions: number): Promise<RunCounts> {
  const counted = Math.min(Math.max(1, transactions), MOST_COUNTED);
  const times = transactions / counted;
  const run = await countExport(counted);
  if (times <= 1) return run;
  const grown = Object.entries(run).map(([name, value]) => [name, name === 'calls' ? value : value * times]);
  return { ...run, ...Object.fromEntries(grown) };
}

function lineOf({ priced, quantity, usd }: BillLine): string {
  return `    ${priced.padEnd(24)}${number(quantity).padStart(14)}  ${inCents(usd).padStart(10)}`;
}

function detailOf({ lines }: Bill): string[] {
  const rest = lines.slice(LINES);
  return [
    ...lines.slice(0, LINES).map(lineOf),
    ...(rest.length === 0 ? [] : [`    and ${rest.length} smaller`]),
  ];
}

async function show(asked: Asked, { print, say }: Output): Promise<void> {
  const standing = await countStanding();
  print(`US dollars a month. ${PRICES_OF}.`);
  print(
    `A site makes ${number(asked.callsPerSite)} calls and ${number(asked.transactionsPerSite)} charges a month; Wix answers in ${asked.latencySeconds * 1000} ms.`,
  );
  for (const sites of asked.sites) {
    say(`Counts a run of the monitor and an export with ${number(sites)} sites …`);
    const account = { ...asked, sites };
    const counted = {
      monitor: await countMonitorRun(sites, sites > MOST_SITES_IN_ONE_CALL),
      export: await countDay(Math.round((sites * asked.transactionsPerSite) / DAYS_A_MONTH)),
    };
    const parts = Object.entries(monthOf(account, counted, standing));
    const all = billOf(together(...parts.map(([, quantities]) => quantities)));
    const every = monitorRuns(sites) > 730 ? 'every 15 minutes' : 'every hour';
    print('');
    print(`${number(sites)} ${sites === 1 ? 'site' : 'sites'}, read ${every}: ${inCents(all.usd)}`);
    for (const [name, quantities] of parts) {
      print(`  ${name.padEnd(40)}  ${inCents(billOf(quantities).usd).padStart(10)}`);
    }
    print('  the dearest of it, over all parts');
    for (const line of detailOf(all)) print(line);
  }
}

/** Runs the command. Resolves with the exit code: 0, or 2 when the arguments were not understood. */
export function runCostCommand(args: readonly string[], output: Output): Promise<number> {
  return runCommand({ usage: USAGE, args }, output, async () => {
    await show(readArguments(args), output);
    return DONE;
  });
}
