// The alerts of one run: decided and kept, then delivered, then struck off, in this order, so that none is ever lost.
import type { Call } from '../../call.ts';
import type { AlertEvent } from '../../credits/alerts/events.ts';
import type { AlertRules } from '../../credits/alerts/rules.ts';
import type { AlertState } from '../../credits/alerts/state.ts';
import type { Report } from '../../credits/alerts/step-all.ts';
import type { NameOf } from '../../credits/alerts/text.ts';
import type { Store } from '../../store/store.ts';
import { update } from '../../store/update.ts';
import { ALERTS_KEY } from '../layout.ts';
import { decode, encode } from '../state/stored-json.ts';
import {
  type AlertFile,
  alertFileSchema,
  type ChannelName,
  CLAIM_MS,
  type Claimed,
  type Decided,
  decide,
  EMPTY_FILE,
  settle,
} from './alert-file.ts';
import type { Channel } from './channel.ts';

/** Delivery ends before its claim does, and leaves time for what follows it. */
const DELIVER_MS = CLAIM_MS * 0.75;
const RESERVE_MS = 5_000;

/** What the alerts work with. */
export interface AlertServices {
  readonly store: Pick<Store, 'get' | 'put'>;
  readonly channels: readonly Channel[];
}

/** The alerts of a run. */
export interface AlertRun {
  readonly state: AlertState;
  /** What this run has found. */
  readonly events: readonly AlertEvent[];
  /** Events that left the outbox in this run, and those that are still in it. */
  readonly delivered: number;
  readonly waiting: number;
}

const fileOf = (body: Uint8Array | undefined): AlertFile =>
  body === undefined ? EMPTY_FILE : decode(alertFileSchema, ALERTS_KEY, body);

async function change(
  store: AlertServices['store'],
  make: (file: AlertFile) => AlertFile,
): Promise<AlertFile> {
  let made = EMPTY_FILE;
  const next = (body: Uint8Array | undefined) => {
    made = make(fileOf(body));
    return encode(made);
  };
  await update(store, ALERTS_KEY, next, { contentType: 'application/json' });
  return made;
}

/** Has every channel deliver what it has not, all at once, and answers which event arrived where. */
async function deliverAll(
  channels: readonly Channel[],
  claimed: readonly Claimed[],
  nameOf: NameOf,
  call: Call,
): Promise<Map<string, ChannelName[]>> {
  const { deadline } = call;
  const end = call.clock.monotonic() + DELIVER_MS;
  const remaining = () =>
    Math.max(0, Math.min(deadline.remaining() - RESERVE_MS, end - call.clock.monotonic()));
  const inTime: Call = { ...call, deadline: { remaining } };
  const arrived = new Map<string, ChannelName[]>(claimed.map(({ event }) => [event.detail.id, []]));
  const deliver = async (channel: Channel) => {
    const due = claimed.filter(({ to }) => !to.includes(channel.name)).map(({ event }) => event);
    if (due.length === 0) return;
    try {
      for (const id of await channel.deliver(due, nameOf, inTime)) arrived.get(id)?.push(channel.name);
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.name : typeof thrown;
      call.log.error('A channel of the alerts failed; the next run tries again.', {
        channel: channel.name,
        reason,
      });
    }
  };
  await Promise.all(channels.map(deliver));
  return arrived;
}

/**
 * Decides the alerts of a run by compare-and-swap, delivers what is in the outbox and not claimed by another run, and
 * notes what arrived. What does not arrive stays for the next run.
 * @throws Failure `Internal` when the store fails; nothing that was decided is lost by that.
 */
export async function runAlerts(
  { store, channels }: AlertServices,
  reports: readonly Report[],
  rules: AlertRules,
  nameOf: NameOf,
  call: Call,
): Promise<AlertRun> {
  // Stryker disable next-line ObjectLiteral,ArrayDeclaration: the change that follows always decides anew.
  let decided: Decided = { file: EMPTY_FILE, events: [], claimed: [] };
  const now = call.clock.now();
  await change(store, (file) => {
    decided = decide(file, reports, rules, now);
    return decided.file;
  });
  const { file, events, claimed } = decided;
  if (claimed.length === 0)
    return { state: file.state, events, delivered: 0, waiting: file.state.outbox.length };
  const arrived = await deliverAll(channels, claimed, nameOf, call);
  const names = channels.map(({ name }) => name);
  const after = await change(store, (current) => settle(current, arrived, names));
  const left = new Set(after.state.outbox.map(({ detail }) => detail.id));
  const delivered = claimed.filter(({ event }) => !left.has(event.detail.id)).length;
  return { state: after.state, events, delivered, waiting: left.size };
}
