// What is remembered of the usage of one series: enough for its forecast and its days, far less than its snapshots.
import * as v from 'valibot';
import { add, compare, toText, ZERO } from '../../credits/decimal.ts';
import { type Amount, decimalOf } from '../../credits/usage/amount.ts';
import { dayOf } from '../../credits/usage/days.ts';
import type { Usage } from '../../credits/usage/follow.ts';
import { instantSchema } from '../../credits/usage/reading.ts';
import { packedSpansSchema, packSpans, type Span, unpackSpans } from './packed-spans.ts';

/** Intervals in which something was used are kept apart by so much, so that a spike stays one. */
const SLOT_MS = 10_800_000;

/** The schema of a history: the instant at which it begins, and its spans without a gap. */
export const historySchema = v.object({ from: instantSchema, spans: packedSpansSchema });

/** The usage of one series without a gap, oldest first; a time that nobody watched is a span of its own. */
export type History = v.InferOutput<typeof historySchema>;

type Watched = Span & { readonly used: Amount };

const isZero = (amount: Amount) => compare(decimalOf(amount), ZERO) === 0;

const sum = (a: Amount, b: Amount) => toText(add(decimalOf(a), decimalOf(b)));

/**
 * Whether two spans in a row can be told as one. Never over a midnight, so that the days come out as if every interval
 * had been kept; and only as wide as a slot, unless nothing was used.
 */
function canMerge(from: number, to: number, one: Span, other: Watched): one is Watched {
  if (one.used === undefined) return false;
  if (dayOf(from) !== dayOf(to - 1)) return false;
  const idle = isZero(one.used) && isZero(other.used);
  return idle || Math.floor(from / SLOT_MS) === Math.floor((to - 1) / SLOT_MS);
}

function merged(one: Watched, other: Watched): Watched {
  const bought =
    one.bought === undefined || other.bought === undefined
      ? (one.bought ?? other.bought)
      : sum(one.bought, other.bought);
  return {
    milliseconds: one.milliseconds + other.milliseconds,
    used: sum(one.used, other.used),
    certainty: one.certainty === 'exact' && other.certainty === 'exact' ? 'exact' : 'at least',
    bought,
  };
}

/** A history that grows. `from` and `end` are ms since 1970. */
export interface OpenHistory {
  from: number;
  end: number;
  readonly spans: Span[];
}

/** Opens a history to go on with it. */
function open(history: History): OpenHistory {
  const spans = unpackSpans(history.spans);
  const from = Date.parse(history.from);
  return { from, end: from + spans.reduce((total, { milliseconds }) => total + milliseconds, 0), spans };
}

/** Adds one more interval. One that begins before the end starts a new history. */
export function append(history: OpenHistory | undefined, usage: Usage): OpenHistory {
  const [start, to] = [Date.parse(usage.from), Date.parse(usage.to)];
  const { used, certainty, bought } = usage;
  const next: Watched = { milliseconds: to - start, used, certainty, bought };
  if (history === undefined || start < history.end) return { from: start, end: to, spans: [next] };
  const { spans, end } = history;
  if (start > end) {
    // Stryker disable next-line StringLiteral: of a time that nobody watched, nothing more is looked at.
    spans.push({ milliseconds: start - end, used: undefined, certainty: 'exact', bought: '0' });
  }
  const last = spans.at(-1);
  if (last !== undefined && canMerge(start - last.milliseconds, to, last, next)) {
    spans[spans.length - 1] = merged(last, next);
  } else spans.push(next);
  history.end = to;
  return history;
}

/** The history with one more interval; spans that ended by `keepFrom`, ms since 1970, are forgotten. */
export function remember(history: History | undefined, usage: Usage, keepFrom: number): History {
  const opened = append(history && open(history), usage);
  const { spans } = opened;
  let { from } = opened;
  for (let [first] = spans; first !== undefined && from + first.milliseconds <= keepFrom; [first] = spans) {
    from += first.milliseconds;
    spans.shift();
  }
  return { from: new Date(from).toISOString(), spans: packSpans(spans) };
}

/** The history without the spans that end after `end`, ms since 1970; none when there are no others. */
export function historyUntil(history: History | undefined, end: number): History | undefined {
  if (history === undefined) return undefined;
  const { from, spans } = open(history);
  let at = from;
  const kept = spans.filter(({ milliseconds }) => {
    at += milliseconds;
    return at <= end;
  });
  return kept.length === 0 ? undefined : { from: history.from, spans: packSpans(kept) };
}

/**
 * The watched intervals of an open history that end after `since`, ms since 1970, one at a time, because an instant as
 * text costs more than all that is done with it. `events` are not remembered.
 */
export function* usagesIn(
  history: OpenHistory,
  series: Pick<Usage, 'kind' | 'siteId'>,
  since: number = Number.NEGATIVE_INFINITY,
): Generator<Usage> {
  let end = history.from;
  /** The end of the span before as text, where it was made. */
  let known: string | undefined;
  for (const { milliseconds, used, certainty, bought } of history.spans) {
    const start = end;
    end += milliseconds;
    if (used === undefined || end <= since) {
      known = undefined;
      continue;
    }
    const from = known ?? new Date(start).toISOString();
    const to = new Date(end).toISOString();
    known = to;
    const purchase = bought === undefined ? {} : { bought };
    yield { ...series, from, to, used, certainty, ...purchase, events: [] };
  }
}

/** The same of a stored history; none of none. */
export function* usagesOf(
  history: History | undefined,
  series: Pick<Usage, 'kind' | 'siteId'>,
  since?: number,
): Generator<Usage> {
  if (history !== undefined) yield* usagesIn(open(history), series, since);
}
