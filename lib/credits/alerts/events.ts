// The events that tell of credits: their types and what each says, as EventBridge delivers them.
import * as v from 'valibot';
import { forecastSchema } from '../forecast/forecast.ts';
import { amountSchema } from '../usage/amount.ts';
import { codeSchema, instantSchema } from '../usage/reading.ts';
import { scopeSchema } from './scope.ts';

const head = {
  version: v.literal(1),
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  time: instantSchema,
};

const figures = {
  scope: scopeSchema,
  since: instantSchema,
  readAt: instantSchema,
  remaining: v.union([amountSchema, v.literal('unlimited')]),
  limit: v.optional(amountSchema),
  share: v.optional(v.number()),
  reset: v.optional(instantSchema),
  forecast: forecastSchema,
};

const level = v.object({
  name: v.string(),
  kind: v.picklist(['share', 'credits', 'days', 'exhausted']),
  at: amountSchema,
});

const low = v.object({ ...head, ...figures, level });
const exhausted = v.object({ ...head, ...figures });
const recovered = v.object({
  ...head,
  ...figures,
  heldBack: v.array(v.object({ level, until: instantSchema })),
});
const stale = v.object({
  ...head,
  extent: v.picklist(['some', 'all']),
  stale: v.number(),
  watched: v.number(),
  staleAfterHours: v.number(),
  examples: v.array(
    v.object({ scope: scopeSchema, lastReadAt: v.optional(instantSchema), failure: v.optional(codeSchema) }),
  ),
});

/** The schema of an event: EventBridge's detail type, and its detail. */
export const alertEventSchema = v.variant('detailType', [
  v.object({ detailType: v.literal('Credit Balance Low'), detail: low }),
  v.object({ detailType: v.literal('Credit Balance Exhausted'), detail: exhausted }),
  v.object({ detailType: v.literal('Credit Balance Recovered'), detail: recovered }),
  v.object({ detailType: v.literal('Monitor Stale'), detail: stale }),
]);

/**
 * An event. In every detail: `id`, the same for the same event, however often it is delivered; `time`, when it was found.
 *
 * About a balance: `scope`; `since`, the reading with which the level was reached (for `Recovered`: with which the first
 * one was); `readAt`, how old the figures are; `remaining`, `limit` and `share` (rounded) where they are known; `reset`,
 * when everything is filled again; `forecast`. `Low` names the level; `Recovered` names in `heldBack` the levels of
 * which, after a recent alert, no other is sent until then, unless credits are bought.
 *
 * `Monitor Stale`: `stale` of `watched` scopes have had no good reading for `staleAfterHours`, with a few examples.
 */
export type AlertEvent = v.InferOutput<typeof alertEventSchema>;

/** A level, as an event names it. */
export type LevelReached = v.InferOutput<typeof level>;

/** What the events about a balance have in common. */
export type BalanceDetail = v.InferOutput<typeof exhausted>;

/** What `Monitor Stale` says. */
export type StaleDetail = v.InferOutput<typeof stale>;
