// Runs an export to its end as a state machine would: call after call, waiting in between.
import { setTimeout } from 'node:timers/promises';
import { type Call, type Clock, deadlineIn, type Log, systemClock } from '../../lib/call.ts';
import type { ExportIdentity, Manifest } from '../../lib/export/manifest/manifest-schema.ts';
import { runExport } from '../../lib/export/run/run-export.ts';
import type { TransactionSource } from '../../lib/export/source/source.ts';
import type { Store } from '../../lib/store/store.ts';
import { commandCall } from '../command-line/call.ts';
import { duration } from '../words.ts';
import { createPace } from './pace.ts';
import type { ProgressView } from './progress.ts';

/** What the run works with. */
export interface RunTools {
  readonly store: Store;
  readonly source: TransactionSource;
  /** What Wix allows; undefined where nothing is asked of Wix. */
  readonly requestsPerMinute: number | undefined;
  readonly view: ProgressView;
  readonly log: Log;
  /** Ends the run at the next page; what was read is saved. */
  readonly stop: AbortSignal;
  /** For tests; default: the machine's. */
  readonly clock?: Clock;
  /** Waits, until `stop` at most. */
  readonly pause?: (milliseconds: number, stop: AbortSignal) => Promise<unknown>;
}

/** How long one call lasts, as in Lambda. */
const CALL_MS = 600_000;

async function pauseFor(milliseconds: number, stop: AbortSignal): Promise<void> {
  // Rejects when it is stopped; whoever waits looks at the signal itself.
  await Promise.allSettled([setTimeout(milliseconds, undefined, { signal: stop })]);
}

/**
 * Answers the manifest, and whether this run has made it; undefined when it was stopped.
 * @throws Failure as `runExport`.
 */
export async function exportToEnd(
  identity: ExportIdentity,
  tools: RunTools,
): Promise<{ readonly manifest: Manifest; readonly isNew: boolean } | undefined> {
  const { store, view, stop, requestsPerMinute, clock = systemClock, pause = pauseFor } = tools;
  const pace = createPace(identity, requestsPerMinute, clock);
  let reached: string | undefined;
  const source: TransactionSource = {
    name: tools.source.name,
    waitSeconds: () => tools.source.waitSeconds(),
    async page(window, position, call) {
      const page = await tools.source.page(window, position, call);
      reached = page.next === undefined ? identity.to : (page.rows.at(-1)?.record.createdDate ?? reached);
      return page;
    },
  };

  const wait = async (seconds: number) => {
    const why =
      source.waitSeconds() > 0 ? `for the limit of ${requestsPerMinute} requests a minute` : 'to try again';
    const end = clock.monotonic() + seconds * 1000;
    for (let left = end - clock.monotonic(); left > 0 && !stop.aborted; left = end - clock.monotonic()) {
      view.show(pace.standing(), `waits ${duration(Math.ceil(left / 1000))} ${why}`);
      await pause(Math.min(1_000, left), stop);
    }
  };

  for (let isContinued = false; !stop.aborted; isContinued = true) {
    const outcome = await runExport(
      identity,
      {
        store,
        source,
        watch: (counts) => {
          pace.see(counts, reached);
          view.show(pace.standing());
        },
      },
      callFor(tools, clock),
      isContinued,
    );
    if ('manifest' in outcome) return outcome;
    if (!stop.aborted) await wait(outcome.waitSeconds);
  }
  return undefined;
}

function callFor({ log, stop }: RunTools, clock: Clock): Call {
  const { remaining } = deadlineIn(CALL_MS, clock);
  const deadline = { remaining: () => (stop.aborted ? 0 : remaining()) };
  return commandCall({ deadline, log, clock });
}
