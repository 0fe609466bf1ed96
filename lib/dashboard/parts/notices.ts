// What has to be known before any figure is believed: nothing was read yet, it is old, or much of it failed.
import { failureLabel } from '../format/labels.ts';
import { count } from '../format/numbers.ts';
import { moment, span } from '../format/times.ts';
import { h, type Markup } from '../markup.ts';
import type { Overview } from '../view/build.ts';

const notice = (kind: 'info' | 'warning' | 'error', title: string, ...text: readonly Markup[]): Markup =>
  h(
    'div',
    { class: `notice ${kind}`, role: kind === 'info' ? 'note' : 'alert' },
    h('b', {}, title),
    h('p', {}, ...text),
  );

function staleNotice(readAt: string, staleAfterHours: number, now: number): Markup {
  const age = span(now - Date.parse(readAt));
  return notice(
    'error',
    `Nothing has been read for ${age}.`,
    `The last run of the monitor was on ${moment(Date.parse(readAt))}; after ${count(staleAfterHours, 'hour')} its figures count as stale. All figures below are of that time. See the log of the function “monitor”, and its schedule.`,
  );
}

/** The notices. */
export function notices({ monitor, wallets, summary, generatedAt }: Overview): Markup {
  const now = Date.parse(generatedAt);
  const { state, readAt, staleAfterHours, failing, alertsWaiting } = monitor;
  const failure = wallets.find(({ siteId }) => siteId === null)?.failure;
  const all: Markup[] = [];
  if (state === 'never') {
    all.push(
      notice(
        'info',
        'Nothing has been read yet.',
        'The function “monitor” reads the wallet and all sites on its schedule, every 15 minutes by default. This page fills with its first run.',
      ),
    );
  }
  if (state === 'stale' && readAt !== null) all.push(staleNotice(readAt, staleAfterHours, now));
  if (state === 'fresh' && failing > 0) {
    const sites = summary.sites + wallets.length;
    const why = failure === null || failure === undefined ? '' : ` The wallet: ${failureLabel(failure)}.`;
    const text = `The last run could not read ${failing} of ${count(sites, 'wallet or site', 'wallets and sites')}; their figures are those of the reading before.${why}`;
    all.push(
      notice('warning', failing === sites ? 'Nothing can be read.' : 'Some of it could not be read.', text),
    );
  }
  if (alertsWaiting > 0) {
    const alerts = count(alertsWaiting, 'alert');
    all.push(
      notice('warning', `${alerts} could not be delivered yet.`, 'The next run of the monitor tries again.'),
    );
  }
  return h('div', { class: 'notices', id: 'notices' }, ...all);
}
