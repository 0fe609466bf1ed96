// Exports the credit transactions of a window: runs an export, starts one, tells how one is, or plans one for each day.
import * as v from 'valibot';
import { type Call, deadlineIn } from '../lib/call.ts';
import { FORMAT_NAMES } from '../lib/export/format/format.ts';
import type { ExportIdentity } from '../lib/export/manifest/manifest-schema.ts';
import { parseInstant } from '../lib/export/record/instant.ts';
import { type Answer, answerSchema, completeAnswer } from '../lib/export/run/answers.ts';
import { exportStatus, startExport } from '../lib/export/run/ask.ts';
import { askedExport } from '../lib/export/run/asked-export.ts';
import { EXPORT_ID } from '../lib/export/run/keys.ts';
import { type Plan, planDays, planSchema } from '../lib/export/run/plan.ts';
import { runExport } from '../lib/export/run/run-export.ts';
import { type ExportServices, exportServices } from '../lib/export/run/services.ts';
import { checkWindow } from '../lib/export/run/window.ts';
import { createHandler } from '../lib/operation/handler.ts';
import { defineOperation, type Presentation } from '../lib/operation/operation.ts';

/** How long a request over HTTP runs an export where no state machine carries it on. */
const INLINE_MS = 25_000;
const anInstant = 'expected an ISO 8601 instant like 2026-10-01T00:00:00Z';

const instant = v.pipe(
  v.string(anInstant),
  v.check((text) => parseInstant(text) !== undefined, anInstant),
  v.transform((text) => parseInstant(text) ?? text),
);
const anId = 'expected 1 to 64 letters, digits, - or _';
const aRate = 'expected a whole number from 1 to 1000000';
const ACTIONS = ['run', 'start', 'status', 'plan'] as const;

const input = v.pipe(
  v.object({
    /** Left out: `run`. `start` hands the export to the state machine where there is one. */
    action: v.optional(v.picklist(ACTIONS, 'expected run, start, status or plan')),
    from: v.optional(instant),
    to: v.optional(instant),
    format: v.optional(v.picklist(FORMAT_NAMES, `expected ${FORMAT_NAMES.join(', ')}`)),
    exportId: v.optional(v.pipe(v.string(anId), v.regex(EXPORT_ID, anId))),
    continuation: v.optional(v.pipe(v.string(), v.maxLength(200))),
    /** The share of an export that runs beside others. */
    requestsPerMinute: v.optional(
      v.pipe(v.number(aRate), v.integer(aRate), v.minValue(1, aRate), v.maxValue(1_000_000, aRate)),
    ),
  }),
  v.forward(
    v.partialCheck(
      [['from'], ['to']],
      ({ from, to }) => from === undefined || to !== undefined,
      'expected with from',
    ),
    ['to'],
  ),
  v.forward(
    v.partialCheck(
      [['from'], ['to']],
      ({ from, to }) => to === undefined || from !== undefined,
      'expected with to',
    ),
    ['from'],
  ),
  v.forward(
    v.partialCheck(
      [['action'], ['from'], ['continuation']],
      ({ action, from, continuation }) =>
        (action !== 'start' && action !== 'plan') || from !== undefined || continuation !== undefined,
      'expected the window to export',
    ),
    ['from'],
  ),
  v.forward(
    v.partialCheck(
      [['action'], ['exportId']],
      ({ action, exportId }) => action !== 'status' || exportId !== undefined,
      'expected the export to tell of',
    ),
    ['exportId'],
  ),
  v.forward(
    v.partialCheck(
      [['action'], ['exportId'], ['continuation']],
      ({ action, exportId, continuation }) =>
        action !== 'plan' || (exportId === undefined && continuation === undefined),
      'expected another than plan: exportId and continuation name one export',
    ),
    ['action'],
  ),
  v.forward(
    v.partialCheck(
      [['action'], ['requestsPerMinute']],
      ({ action, requestsPerMinute }) => requestsPerMinute === undefined || action === 'run',
      'expected with action run, and only there',
    ),
    ['requestsPerMinute'],
  ),
);
const output = v.variant('status', [...answerSchema.options, planSchema]);

const locationOf = ({ exportId }: Answer): string => `/v1/exports/${exportId}`;

/** 202 as long as there is something to wait for. No route asks for a plan. */
function presentStarted(answer: Answer | Plan): Presentation {
  if (answer.status === 'PLAN') return {};
  if (answer.status === 'COMPLETE') return { headers: { location: locationOf(answer) } };
  const retryAfter = answer.status === 'CONTINUE' ? { 'retry-after': String(answer.waitSeconds) } : {};
  return { status: 202, headers: { location: locationOf(answer), ...retryAfter } };
}

async function run(
  identity: ExportIdentity,
  isContinued: boolean,
  services: ExportServices,
  call: Call,
): Promise<Answer> {
  const outcome = await runExport(identity, services, call, isContinued);
  if ('manifest' in outcome) return completeAnswer(outcome.manifest, services.store, outcome.isNew);
  const { waitSeconds, continuation, counts } = outcome;
  return { status: 'CONTINUE', exportId: identity.exportId, waitSeconds, continuation, progress: counts };
}

/**
 * Exports a window of credit transactions into the store: `COMPLETE` with its files and its manifest, or `CONTINUE`, to
 * be called again with `continuation` after `waitSeconds`. Without a window it is the UTC day before the call's, so that
 * a schedule need say nothing. `status` and `GET` tell how an export is, with URLs that read its files once it is done.
 * `plan` answers the inputs for an export a day, which `workflows/export-transactions.asl.json` runs side by side.
 */
export const exportTransactions = defineOperation({
  name: 'export',
  description:
    'Exports credit transactions into the store, complete and exact, with a manifest that proves it.',
  routes: [
    {
      method: 'POST',
      path: '/v1/exports',
      scope: 'exports:write',
      constants: { action: 'start' },
      present: presentStarted,
    },
    { method: 'GET', path: '/v1/exports/{exportId}', scope: 'exports:read', constants: { action: 'status' } },
  ],
  input,
  output,
  run: async ({ action, requestsPerMinute, ...asked }, call, all: ExportServices) => {
    const { from, to, format } = asked;
    if (action === 'status') return exportStatus(asked.exportId ?? '', all.store, call);
    if (action === 'plan' && from !== undefined && to !== undefined) {
      checkWindow({ from, to }, Math.max(call.now.getTime(), call.clock.now()));
      return planDays({ window: { from, to }, format, requestsPerMinute: all.requestsPerMinute });
    }
    const source = requestsPerMinute === undefined ? all.source : all.sourceWithin(requestsPerMinute);
    const services = { ...all, source };
    const identity = await askedExport(asked, services, call);
    const { startWorkflow } = services;
    const isContinued = asked.continuation !== undefined;
    if (action !== 'start') return run(identity, isContinued, services, call);
    if (startWorkflow !== undefined) return startExport(identity, startWorkflow, services.store, call);
    const deadline = deadlineIn(Math.min(INLINE_MS, call.deadline.remaining()), call.clock);
    return run(identity, isContinued, services, { ...call, deadline });
  },
});

export const handler = createHandler(exportTransactions, exportServices);
