// An event as a text that people read: the subject and the body of a mail.
import { describeForecast, readable } from '../forecast/describe.ts';
import type { AlertEvent, BalanceDetail, LevelReached, StaleDetail } from './events.ts';
import type { Scope } from './scope.ts';

/** A mail. `subject` is what SNS takes: printable ASCII, one line, at most 100 characters. */
export interface Mail {
  readonly subject: string;
  readonly body: string;
}

/** The name of a site, for people; undefined when it is not known. */
export type NameOf = (siteId: string) => string | undefined;

/** Names come from outside: no line of theirs may pass for one of ours. */
function clean(name: string): string {
  return name
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, 60);
}

function subjectOf(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100);
}

function describeScope({ kind, siteId }: Scope, nameOf: NameOf): string {
  const what = kind === 'wallet' ? 'AI credits' : 'translation word credits';
  if (siteId === undefined) return `${what} of the account`;
  const name = clean(nameOf(siteId) ?? '');
  return name === '' ? `${what} of site ${siteId}` : `${what} of "${name}" (${siteId})`;
}

const percent = (share: number) => `${Number((100 * share).toPrecision(3))} %`;

function leftLine({ remaining, limit, share }: BalanceDetail): string {
  if (remaining === 'unlimited') return 'Left: unlimited';
  const part = limit === undefined ? '' : ` of ${limit}`;
  return `Left: ${remaining}${part}${share === undefined ? '' : ` (${percent(share)})`}`;
}

function balanceBody(title: string, detail: BalanceDetail, lines: readonly string[]): string {
  return [
    title,
    '',
    leftLine(detail),
    ...lines,
    `Forecast: ${describeForecast(detail.forecast)}`,
    ...(detail.reset === undefined ? [] : [`Filled again: ${readable(detail.reset)}`]),
    `Read: ${readable(detail.readAt)}`,
    `Event: ${detail.id}`,
  ].join('\n');
}

type BalanceEvent = Exclude<AlertEvent, { detailType: 'Monitor Stale' }>;

function describeLevel({ kind, at }: LevelReached): string {
  if (kind === 'share') return `${percent(Number(at))} or less`;
  if (kind === 'credits') return `${at} credits or less`;
  return kind === 'days' ? `run out in ${at} days or less` : kind;
}

/** What became of the balance, and the lines that only this event has. */
function storyOf(event: BalanceEvent): { state: string; lines: string[] } {
  const since = readable(event.detail.since);
  if (event.detailType === 'Credit Balance Low') {
    return { state: 'low', lines: [`Level: ${describeLevel(event.detail.level)}, since ${since}`] };
  }
  if (event.detailType === 'Credit Balance Exhausted') {
    return { state: 'exhausted', lines: [`Since: ${since}`] };
  }
  const held = event.detail.heldBack.map(
    ({ level, until }) => `${describeLevel(level)} until ${readable(until)}`,
  );
  const note = held.length === 0 ? [] : [`No other alert, unless credits are bought: ${held.join('; ')}`];
  return { state: 'recovered', lines: [`Was low since: ${since}`, ...note] };
}

function staleMail(detail: StaleDetail, nameOf: NameOf): Mail {
  const { extent, stale, watched, staleAfterHours, examples } = detail;
  const title =
    extent === 'all'
      ? `Wix credits are not being watched: no reading for ${staleAfterHours} hours`
      : `Wix credits: no reading of ${stale} of ${watched} for ${staleAfterHours} hours`;
  const lines = examples.map(({ scope, lastReadAt, failure }) => {
    const last = lastReadAt === undefined ? 'never read' : `last read ${readable(lastReadAt)}`;
    return `- ${describeScope(scope, nameOf)}: ${last}${failure === undefined ? '' : `, ${failure}`}`;
  });
  const more = stale > examples.length ? [`- and ${stale - examples.length} more`] : [];
  const note = 'Until they can be read again, no alert about them can be sent.';
  return {
    subject: subjectOf(title),
    body: [title, '', note, ...lines, ...more, `Event: ${detail.id}`].join('\n'),
  };
}

/** The event as a mail. */
export function renderMail(event: AlertEvent, nameOf: NameOf = () => undefined): Mail {
  if (event.detailType === 'Monitor Stale') return staleMail(event.detail, nameOf);
  const what = describeScope(event.detail.scope, nameOf);
  const { state, lines } = storyOf(event);
  return {
    subject: subjectOf(`Wix credits ${state}: ${what}`),
    body: balanceBody(`${what[0]?.toUpperCase()}${what.slice(1)}: ${state}`, event.detail, lines),
  };
}
