// What the alerts remember between two runs: plain JSON, versioned, kept by compare-and-swap.
import * as v from 'valibot';
import { amountSchema } from '../usage/amount.ts';
import { codeSchema, instantSchema } from '../usage/reading.ts';
import { alertEventSchema } from './events.ts';
import { scopeSchema } from './scope.ts';

/** The schema of where a scope stands on its levels. */
export const ladderSchema = v.object({
  readAt: instantSchema,
  paid: v.optional(amountSchema),
  active: v.optional(
    v.object({
      level: v.string(),
      since: instantSchema,
      episode: instantSchema,
      told: v.boolean(),
      owed: v.boolean(),
    }),
  ),
  pending: v.optional(v.number()),
  sent: v.optional(v.record(v.string(), instantSchema)),
});

/**
 * Where a scope stands on its levels.
 * - `readAt`: the last reading that was taken. `paid`: what was ever paid for, as of the last reading that says.
 * - `active`: the level that is held, since when, and since when (`episode`) any was; `told`: an alert of the episode was
 *   sent; `owed`: the alert of this level is due, held back by the cool-down. Absent when all is well.
 * - `pending`: how many readings in a row have asked for another level: for one at all, or for a better one.
 * - `sent`: when the last alert of a level was sent, as long as its cool-down lasts.
 */
export type Ladder = v.InferOutput<typeof ladderSchema>;

const watched = v.object({
  scope: scopeSchema,
  ladder: v.optional(ladderSchema),
  watchedSince: instantSchema,
  attemptedAt: instantSchema,
  failure: v.optional(codeSchema),
});

/** A scope that is watched: its ladder once it was read, and how the last attempt to read it went. */
export type Watched = v.InferOutput<typeof watched>;

const staleSchema = v.object({ some: v.optional(instantSchema), all: v.optional(instantSchema) });

/** When the last `Monitor Stale` was sent for some and for all scopes. */
export type StaleState = v.InferOutput<typeof staleSchema>;

/** The schema of the whole state. */
export const alertStateSchema = v.object({
  version: v.literal(1),
  scopes: v.record(v.string(), watched),
  stale: staleSchema,
  outbox: v.array(alertEventSchema),
});

/** The whole state. `outbox` holds the events that were not delivered yet, oldest first. */
export type AlertState = v.InferOutput<typeof alertStateSchema>;

/** The state before the first run. */
export const EMPTY_STATE: AlertState = { version: 1, scopes: {}, stale: {}, outbox: [] };
