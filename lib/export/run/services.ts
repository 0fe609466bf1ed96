// What the operation `export` works with, made once a process.
import { type Config, required } from '../../config.ts';
import { openStore } from '../../store/open-store.ts';
import { openSource } from '../source/open-source.ts';
import type { TransactionSource } from '../source/source.ts';
import { type AccountOf, createAccountOf } from './account.ts';
import type { ExportTools } from './run-export.ts';
import { createStartWorkflow, type StartWorkflow } from './start-workflow.ts';

/** The services of an export. */
export interface ExportServices extends ExportTools {
  readonly accountOf: AccountOf;
  /** Of exports that begin here. */
  readonly rowsPerPart: number;
  /** What Wix allows in all. */
  readonly requestsPerMinute: number;
  /** The same source for an export that runs beside others: it asks Wix so often at most, and never more than allowed. */
  readonly sourceWithin: (requestsPerMinute: number) => TransactionSource;
  /** Undefined where there is no state machine: then exports run where they are asked for. */
  readonly startWorkflow?: StartWorkflow | undefined;
}

/** Makes them from the environment. Throws Failure `Internal` naming a setting that is missing. */
export function exportServices(config: Config): ExportServices {
  const store = openStore(required(config, 'STORE_URI'));
  const stateMachine = config.EXPORT_STATE_MACHINE_ARN;
  const allowed = config.WIX_REQUESTS_PER_MINUTE;
  const sources = new Map<number, TransactionSource>();
  const sourceWithin = (requestsPerMinute: number): TransactionSource => {
    const share = Math.min(requestsPerMinute, allowed);
    const source = sources.get(share) ?? openSource({ ...config, WIX_REQUESTS_PER_MINUTE: share }, store);
    sources.set(share, source);
    return source;
  };
  return {
    store,
    source: sourceWithin(allowed),
    accountOf: createAccountOf(config),
    rowsPerPart: config.EXPORT_ROWS_PER_PART,
    requestsPerMinute: allowed,
    sourceWithin,
    startWorkflow: stateMachine === undefined ? undefined : createStartWorkflow(stateMachine),
  };
}
