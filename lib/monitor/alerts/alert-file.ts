// The state of the alerts as it is stored: what they remember, and how far the delivery of each event is.
import * as v from 'valibot';
import type { AlertEvent } from '../../credits/alerts/events.ts';
import type { AlertRules } from '../../credits/alerts/rules.ts';
import { alertStateSchema, EMPTY_STATE } from '../../credits/alerts/state.ts';
import { delivered, type Report, stepAll } from '../../credits/alerts/step-all.ts';
import { SKEW_MS } from '../../credits/alerts/time.ts';
import { instantSchema } from '../../credits/usage/reading.ts';

/** Where an alert goes: an object in the store, a text to SNS, an event to EventBridge. */
const CHANNELS = ['record', 'sns', 'eventbridge'] as const;

/** One of the channels. */
export type ChannelName = (typeof CHANNELS)[number];

/** Whoever takes an event from the outbox has so long to deliver it; meanwhile no other run does. */
export const CLAIM_MS = 120_000;

/** The schema of the file. */
export const alertFileSchema = v.object({
  version: v.literal(1),
  state: alertStateSchema,
  deliveries: v.record(
    v.string(),
    v.object({ claimedUntil: v.optional(instantSchema), to: v.array(v.picklist(CHANNELS)) }),
  ),
});

/**
 * The file. `deliveries` tells of events in the outbox, by id: `to`, the channels that have it already; `claimedUntil`, while
 * a run is delivering it. An event leaves the outbox when every channel has it.
 */
export type AlertFile = v.InferOutput<typeof alertFileSchema>;

/** Before the first run. */
export const EMPTY_FILE: AlertFile = { version: 1, state: EMPTY_STATE, deliveries: {} };

/** An event that this run has to deliver, and who has it already. */
export interface Claimed {
  readonly event: AlertEvent;
  readonly to: readonly ChannelName[];
}

/** A claim ends by itself; one that a wrong clock made for the far future is none. */
function isFree(claimedUntil: string | undefined, now: number): boolean {
  const left = claimedUntil === undefined ? 0 : Date.parse(claimedUntil) - now;
  return left <= 0 || left > CLAIM_MS + SKEW_MS;
}

/** What a run decided. */
export interface Decided {
  readonly file: AlertFile;
  /** The events of this run. */
  readonly events: readonly AlertEvent[];
  /** What this run has to deliver: these, and older ones that nobody could. */
  readonly claimed: readonly Claimed[];
}

/** Takes the reports of a run, and claims what is to be delivered. `now` is the wall clock in ms. */
export function decide(file: AlertFile, reports: Iterable<Report>, rules: AlertRules, now: number): Decided {
  const { state, events } = stepAll(file.state, reports, rules, now);
  const claimedUntil = new Date(now + CLAIM_MS).toISOString();
  const deliveries = { ...file.deliveries };
  const claimed: Claimed[] = [];
  for (const event of state.outbox) {
    const { id } = event.detail;
    const known = deliveries[id] ?? { to: [] };
    if (!isFree(known.claimedUntil, now)) continue;
    deliveries[id] = { claimedUntil, to: known.to };
    claimed.push({ event, to: known.to });
  }
  return { file: { version: 1, state, deliveries }, events, claimed };
}

/** Which channels have taken which event, by its id. */
export type Deliveries = ReadonlyMap<string, readonly ChannelName[]>;

/** Notes what arrived. What every one of `channels` has leaves the outbox; the rest is free for the next run. */
export function settle(file: AlertFile, arrived: Deliveries, channels: readonly ChannelName[]): AlertFile {
  const deliveries: AlertFile['deliveries'] = {};
  const done = new Set<string>();
  const waiting = new Set(file.state.outbox.map(({ detail }) => detail.id));
  for (const [id, known] of Object.entries(file.deliveries)) {
    const news = arrived.get(id);
    const to = [...new Set(news === undefined ? known.to : [...known.to, ...news])];
    if (channels.every((channel) => to.includes(channel))) done.add(id);
    else if (waiting.has(id)) deliveries[id] = news === undefined ? known : { to };
  }
  return { version: 1, state: delivered(file.state, done), deliveries };
}
