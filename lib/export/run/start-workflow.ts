// Starts the state machine that carries an export on to its end, once however often it is asked for.
import type { SFNClient } from '@aws-sdk/client-sfn';
import { FreshHandler } from '../../aws/request-handler.ts';
import { Failure } from '../../failure.ts';
import { textOf } from '../../store/store-failure.ts';
import type { ExportIdentity } from '../manifest/manifest-schema.ts';

/** Starts the workflow of an export, unless it runs. */
export type StartWorkflow = (identity: ExportIdentity) => Promise<void>;

/** An export that failed this often is not started again by itself: its name in Step Functions is used up for 90 days. */
const MOST_ATTEMPTS = 20;

/**
 * Makes it for the state machine of an ARN. An execution is named after the export and the attempt: Step Functions takes
 * the same name and input for a running execution as the same request, and refuses a name whose execution has ended.
 * Throws Failure `Internal` when it cannot be started.
 */
export function createStartWorkflow(stateMachineArn: string, client?: SFNClient): StartWorkflow {
  let sfn = client;
  return async ({ exportId, from, to, format }) => {
    const { SFNClient, StartExecutionCommand } = await import('@aws-sdk/client-sfn');
    sfn ??= new SFNClient({
      requestHandler: new FreshHandler({ connectionTimeout: 3_000, requestTimeout: 10_000 }),
    });
    const input = JSON.stringify({ from, to, format, exportId });
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      try {
        await sfn.send(new StartExecutionCommand({ stateMachineArn, name: `${exportId}-${attempt}`, input }));
        return;
      } catch (cause) {
        if (textOf(cause, 'name') === 'ExecutionAlreadyExists') continue;
        throw new Failure(
          'Internal',
          'The export could not be started: the operator must check EXPORT_STATE_MACHINE_ARN and that the function may call states:StartExecution on it.',
          { cause },
        );
      }
    }
    throw new Failure(
      'Internal',
      `The export has failed ${MOST_ATTEMPTS} times and is not started again: the operator finds why in its executions. Another exportId begins anew.`,
    );
  };
}
