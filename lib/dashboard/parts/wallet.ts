// The wallet: what is left of which kind, when it is filled again, and when it runs out.
import { failureLabel, levelLabel } from '../format/labels.ts';
import { credits, percent } from '../format/numbers.ts';
import { dayFrom, fromNow } from '../format/times.ts';
import { h, type Markup } from '../markup.ts';
import type { WalletView } from '../view/data.ts';
import { facts } from './facts.ts';
import { forecastFacts } from './forecast.ts';
import { ago, at } from './time.ts';

/** How urgent a wallet is, as the sites' states are. */
export function walletState({
  available,
  alert,
  readAt,
}: WalletView): 'ok' | 'low' | 'exhausted' | 'unknown' {
  if (readAt === null || available === null) return 'unknown';
  if (Number(available) <= 0) return 'exhausted';
  return alert === null ? 'ok' : 'low';
}

const LABELS = { ok: 'OK', low: 'Low', exhausted: 'Exhausted', unknown: 'Not known' } as const;

interface Part {
  readonly name: string;
  readonly title: string;
  readonly balance: string | null;
  readonly of: string | null;
}

/** Periodic credits and top-ups side by side, each as wide as its share of the whole. */
function stack(parts: readonly Part[], limit: number): Markup {
  let from = 0;
  const rects = parts.map(({ name, balance }) => {
    const width = Math.max(0, (Number(balance ?? 0) / limit) * 100);
    const rect = h('rect', { class: name, x: from.toFixed(2), y: 0, width: width.toFixed(2), height: 1 });
    from += width;
    return rect;
  });
  const attributes = {
    class: 'stack',
    viewBox: '0 0 100 1',
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
  };
  return h('svg', attributes, ...rects);
}

function legend({ name, title, balance, of }: Part): Markup {
  return h(
    'li',
    { class: name },
    h('span', {}, title),
    h('b', {}, balance === null ? 'not known' : credits(balance)),
    of === null ? undefined : h('small', {}, ` of ${credits(of)}`),
  );
}

function partsOf({ periodic, topUp }: WalletView): readonly Part[] {
  return [
    { name: 'periodic', title: 'Periodic', balance: periodic?.balance ?? null, of: periodic?.cap ?? null },
    { name: 'topup', title: 'Top-up', balance: topUp === null ? '0' : topUp.balance, of: topUp?.cap ?? null },
  ];
}

/** The card of the account's wallet. */
export function walletCard(wallet: WalletView | undefined, now: number): Markup {
  const title = h('h2', { id: 'wallet' }, 'AI credits');
  if (wallet === undefined || wallet.readAt === null) {
    const why = wallet?.failure ? `The last attempt failed: ${failureLabel(wallet.failure)}.` : undefined;
    const text = why ?? 'The wallet has not been read yet.';
    return h(
      'section',
      { class: 'card wallet unknown', 'aria-labelledby': 'wallet' },
      h('header', {}, title, h('span', { class: 'badge unknown' }, LABELS.unknown)),
      h('p', { class: 'figure-none' }, '–'),
      h('p', { class: 'meaning' }, text),
    );
  }
  const { available, limit, nextReset, alert, failure, failedAt } = wallet;
  const state = walletState(wallet);
  const parts = partsOf(wallet);
  const held = parts.reduce((sum, { balance }) => sum + Number(balance ?? 0), 0);
  const whole = Math.max(
    Number(limit ?? 0),
    Number(wallet.periodic?.cap ?? 0) + Number(wallet.topUp?.balance ?? 0),
    held,
  );
  const share = available !== null && limit !== null ? Number(available) / Number(limit) : undefined;
  return h(
    'section',
    { class: `card wallet ${state}`, 'aria-labelledby': 'wallet' },
    h('header', {}, title, h('span', { class: `badge ${state}` }, LABELS[state])),
    h(
      'p',
      { class: 'amount' },
      h('b', {}, available === null ? '–' : credits(available)),
      h('span', {}, share === undefined || share > 1 ? ' available' : ` available · ${percent(share)}`),
    ),
    whole > 0 ? stack(parts, whole) : undefined,
    h('ul', { class: 'legend' }, ...parts.map(legend)),
    facts(
      nextReset === null
        ? ['Next reset', 'Not known']
        : [
            'Next reset',
            at(Date.parse(nextReset), dayFrom(Date.parse(nextReset), now)),
            ` · ${fromNow(Date.parse(nextReset), now)}`,
          ],
      ...forecastFacts(wallet.forecast, now),
      alert === null
        ? undefined
        : ['Alert', `${levelLabel(alert.level)}, since `, ago(Date.parse(alert.since), now)],
      ['Read', ago(Date.parse(wallet.readAt), now)],
      failure === null || failedAt === null
        ? undefined
        : ['Last attempt', `${failureLabel(failure)}, `, ago(Date.parse(failedAt), now)],
    ),
  );
}

function siteWalletRow(wallet: WalletView, now: number): Markup {
  const state = walletState(wallet);
  const { name, siteId, available, periodic, topUp, nextReset, readAt, failure } = wallet;
  const amount = (text: string | null | undefined) =>
    text === null || text === undefined ? '–' : credits(text);
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, name ?? siteId ?? ''),
    h('td', {}, h('span', { class: `badge ${state}` }, LABELS[state])),
    h('td', {}, h('b', {}, amount(available))),
    h('td', {}, `${amount(periodic?.balance)} of ${amount(periodic?.cap)}`),
    h('td', {}, topUp === null ? '0' : amount(topUp.balance)),
    h('td', {}, nextReset === null ? '–' : at(Date.parse(nextReset), dayFrom(Date.parse(nextReset), now))),
    h(
      'td',
      {},
      readAt === null ? 'never' : ago(Date.parse(readAt), now),
      failure === null ? undefined : h('small', { class: 'failure' }, failureLabel(failure)),
    ),
  );
}

/** The wallets of single sites, where any are watched. */
export function siteWallets(wallets: readonly WalletView[], now: number): Markup {
  if (wallets.length === 0) return undefined;
  const heads = ['Site', 'State', 'Available', 'Periodic', 'Top-up', 'Next reset', 'Read'];
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'site-wallets' },
    h('header', {}, h('h2', { id: 'site-wallets' }, 'AI credits of sites')),
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-labelledby': 'site-wallets' },
      h(
        'table',
        { class: 'plain' },
        h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
        h('tbody', {}, ...wallets.map((wallet) => siteWalletRow(wallet, now))),
      ),
    ),
  );
}
