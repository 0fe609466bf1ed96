// What the operation `export` works with, made once a process.
import { type Config, required } from '../../config.ts';
import { openStore } from '../../store/open-store.ts';
import { openSource } from '../source/open-source.ts';
import { type AccountOf, createAccountOf } from './account.ts';
import type { ExportTools } from './run-export.ts';
import { createStartWorkflow, type StartWorkflow } from './start-workflow.ts';

/** The services of an export. */
export interface ExportServices extends ExportTools {
  readonly accountOf: AccountOf;
  /** Of exports that begin here. */
  readonly rowsPerPart: number;
  /** Undefined where there is no state machine: then exports run where they are asked for. */
  readonly startWorkflow?: StartWorkflow | undefined;
}

/** Makes them from the environment. Throws Failure `Internal` naming a setting that is missing. */
export function exportServices(config: Config): ExportServices {
  const store = openStore(required(config, 'STORE_URI'));
  const stateMachine = config.EXPORT_STATE_MACHINE_ARN;
  return {
    store,
    source: openSource(config, store),
    accountOf: createAccountOf(config),
    rowsPerPart: config.EXPORT_ROWS_PER_PART,
    startWorkflow: stateMachine === undefined ? undefined : createStartWorkflow(stateMachine),
  };
}
