import { createHash } from 'node:crypto';
import { dashboardPage } from '../../../lib/dashboard/dashboard-page.ts';
import { overviewOf, type Sources } from '../../../lib/dashboard/view/build.ts';
import type { ExportView } from '../../../lib/dashboard/view/data.ts';
import { EVERYTHING, type Selection } from '../../../lib/dashboard/view/select.ts';
import type { Latest } from '../../../lib/monitor/state/latest.ts';
import { latestWith, NOW, READ_AT, siteIdOf, siteStanding, walletStanding } from './fleet.ts';

const DAY_MS = 86_400_000;
const exported = (given: Partial<ExportView> = {}): ExportView => ({
  exportId: 'a',
  state: 'complete',
  source: 'wix',
  format: 'parquet',
  from: '2026-11-21T00:00:00Z',
  to: '2026-11-22T00:00:00Z',
  rows: 1234,
  files: 1,
  credits: '99.5',
  cost: { USD: '1.00', EUR: '2.00' },
  newestAt: '2026-11-21T23:00:00Z',
  savedAt: null,
  problem: null,
  ...given,
});

/** The page of an account of so many sites, and what else a test says. */
function pageOf(
  sites: number,
  given: Partial<Sources> & { selection?: Partial<Selection>; site?: string; change?: Partial<Latest> } = {},
) {
  const { selection, site, change, ...sources } = given;
  const latest = { ...latestWith(sites), ...change };
  const overview = overviewOf({
    latest,
    exports: [],
    balances: [],
    now: NOW,
    staleAfterHours: 6,
    ...sources,
  });
  const answer = dashboardPage(overview, { selection: { ...EVERYTHING, ...selection }, site });
  const { body } = answer;
  const shown = body.replace(/<(script|style)>.*?<\/\1>/gs, '');
  const rows = [...shown.matchAll(/data-site="([^"]+)"/g)].map(([, siteId]) => siteId);
  const text = shown.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  return { ...answer, shown, rows, text };
}

describe('the page', () => {
  test('is one document that fetches nothing from anywhere', () => {
    const { body, shown, headers, status } = pageOf(30);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(body).toMatch(/^<!doctype html><html lang="en">/);
    const addresses = [...shown.matchAll(/ (?:src|href|action)="([^"]*)"/g)].map(
      ([, address]) => address ?? '',
    );
    expect(addresses.length).toBeGreaterThan(40);
    for (const address of addresses) expect(address).toMatch(/^(\?|#|dashboard\/|data:image\/svg)/);
  });

  test('runs its own script and styles by their hashes, and nothing else', () => {
    const { body, headers } = pageOf(3);
    const policy = headers['content-security-policy'] ?? '';
    for (const [tag, directive] of [
      ['script', 'script-src'],
      ['style', 'style-src'],
    ] as const) {
      const all = [...body.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))];
      expect(all).toHaveLength(1);
      const hash = createHash('sha256')
        .update(all[0]?.[1] ?? '')
        .digest('base64');
      expect(policy.split('; ')).toContain(`${directive} 'sha256-${hash}'`);
    }
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "connect-src 'self'",
        "require-trusted-types-for 'script'",
      ]),
    );
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  test('has no styles or handlers in attributes, which the policy would not let through', () => {
    expect(pageOf(40).shown).not.toMatch(/ (style|on\w+)=/);
  });

  test('is smaller than 150 KB, whatever the sites are called', () => {
    const { sites } = latestWith(10_000);
    const name = '"&<>\''.repeat(40);
    const exports = Array.from({ length: 12 }, () =>
      exported({ state: 'failing', problem: 'WixUnavailable' }),
    );
    const { body } = pageOf(0, {
      change: { sites: sites.map((site) => ({ ...site, name })) },
      exports,
      site: siteIdOf(2),
      now: NOW + DAY_MS,
    });
    expect(Buffer.byteLength(body)).toBeLessThan(150_000);
  });

  test('shows names as text, be they what they may', () => {
    const hostile = `</script><img src=x onerror=alert(1)>"'`;
    const { shown } = pageOf(0, {
      change: { sites: [{ ...siteStanding(0), name: hostile }] },
      site: siteIdOf(0),
    });
    expect(shown).not.toContain('<img');
    expect(shown.split('&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;')).toHaveLength(3);
  });
});

describe('without a script', () => {
  test('the page has the most urgent sites, and links to all others', () => {
    const { rows, shown, text } = pageOf(45);
    expect(rows).toHaveLength(20);
    expect(shown.match(/badge exhausted/g)?.length).toBeGreaterThanOrEqual(3);
    expect(text).toContain('1–20 of 45 sites');
    expect(text).toContain('Page 1 of 3');
    const pages = [1, 2, 3].flatMap((page) => pageOf(45, { selection: { page } }).rows);
    expect(new Set(pages).size).toBe(45);
    expect(shown).toContain('href="?page=2#sites"');
    expect(shown).toContain('href="?page=3#sites"');
  });

  test('searches, filters and sorts', () => {
    const { rows, text, shown } = pageOf(60, {
      selection: { search: 'copper', filter: 'attention', sort: 'remaining', descending: true },
    });
    expect(rows).toHaveLength(4);
    expect(text).toContain('1–4 of 4 sites found among 60');
    expect(shown).toContain('value="copper"');
    expect(shown).toContain('<input type="hidden" name="state" value="attention">');
    expect(shown).toContain('<input type="hidden" name="sort" value="-remaining">');
    expect(shown).toMatch(
      /class="left" aria-sort="descending"><a href="\?q=copper&amp;state=attention&amp;sort=remaining#sites"/,
    );
    expect(shown).toMatch(/id="filter-attention"[^>]* aria-current="true"/);
  });

  test('says so when nothing fits', () => {
    const { rows, text } = pageOf(10, { selection: { search: 'nobody is called so' } });
    expect(rows).toEqual([]);
    expect(text).toContain('0 of 10 sites');
    expect(text).toContain('No site fits.');
  });

  test('has the figures of the plots as tables', () => {
    const { shown, text } = pageOf(3);
    expect(shown.match(/<summary>/g)).toHaveLength(2);
    expect(text).toContain('22 Nov 17.5 at least 0');
    expect(text).toContain('Day (UTC) Used Certainty Bought');
  });

  test('shows the details of a site that is asked for', () => {
    const { text } = pageOf(12, { site: siteIdOf(1) });
    expect(text).toContain(`${siteIdOf(1)} An alert is active, or at most 20% of the quota is left.`);
    expect(text).toContain('Alert at most 20% left, since 31 hours ago');
    expect(text).toMatch(/80% sure \d+ Nov to \d+ Nov/);
    expect(pageOf(12, { site: 'nobody' }).shown).not.toContain('id="site"');
  });
});

describe('for everybody', () => {
  test('the table says what it is: caption, scopes, one sorted column', () => {
    const { shown } = pageOf(5);
    expect(shown.match(/<caption/g)).toHaveLength(1);
    expect(shown.match(/scope="row" class="name"/g)).toHaveLength(5);
    expect(shown.match(/aria-sort="ascending"/g)).toHaveLength(1);
    expect(shown).toMatch(/class="state" aria-sort="ascending"/);
    expect(shown).toContain('<a href="#sites" class="skip">');
    expect(shown.match(/<h1/g)).toHaveLength(1);
  });

  test('every graphic has words, or is one that only repeats them', () => {
    const { shown } = pageOf(5);
    for (const [graphic] of shown.matchAll(/<svg[^>]*>/g)) {
      expect(graphic).toMatch(/aria-hidden="true"|role="img" aria-label="[^"]+"/);
    }
  });

  test('every instant is exact for machines', () => {
    const instants = [...pageOf(20).shown.matchAll(/<time datetime="([^"]+)"/g)];
    expect(instants.length).toBeGreaterThan(20);
    for (const [, instant] of instants) expect(new Date(instant ?? '').toISOString()).toBe(instant);
  });
});

describe('the wallet', () => {
  test('tells what is left of which kind, until when, and how old that is', () => {
    const { text } = pageOf(0);
    expect(text).toContain('222.75 available · 50%');
    expect(text).toContain('Periodic 157.75 of 450 Top-up 65');
    expect(text).toContain('Next reset 1 Dec · in 9 days');
    expect(text).toContain('Runs out 5 Dec · in 13 days');
    expect(text).toContain('80% sure 2 Dec to 9 Dec');
    expect(text).toContain('Lasts past the reset on 1 Dec');
    expect(text).toContain('Read 4 min ago');
  });

  test.each([
    [{ state: 'unknown', reason: 'too little history' }, 'Runs out Not known: too little history'],
    [{ state: 'not used', days: 9 }, 'Runs out Not used in 9 days'],
    [{ state: 'exhausted' }, 'Runs out Now'],
    [{ state: 'unlimited' }, 'Runs out Never: there is no limit'],
    [{ state: 'estimated', perDay: 0.01, days: 30 }, '80% sure Not within a year'],
    [
      { state: 'estimated', perDay: 1, days: 30, at: '2027-01-05T00:00:00Z', earliest: READ_AT },
      '80% sure After 22 Nov',
    ],
  ] as const)('with the forecast %j says "%s"', (forecast, words) => {
    expect(pageOf(0, { change: { wallets: [{ ...walletStanding, forecast }] } }).text).toContain(words);
  });

  test('that is empty, or low, says so first', () => {
    const empty = { ...walletStanding, remaining: '0' };
    expect(pageOf(0, { change: { wallets: [empty] } }).text).toContain('AI credits Exhausted');
    const low = { ...walletStanding, alert: { level: 'share-0.2', since: READ_AT } };
    const { text } = pageOf(0, { change: { wallets: [low] } });
    expect(text).toContain('AI credits Low');
    expect(text).toContain('Alert at most 20% left, since 4 min ago');
  });

  test('that was never read shows no zero, and why', () => {
    const { reading: _, remaining: __, ...unread } = walletStanding;
    const wallets = [{ ...unread, failure: 'WixCredentialsRejected' as const }];
    const { text, shown } = pageOf(0, { change: { wallets } });
    expect(text).toContain('AI credits Not known – The last attempt failed: Wix refused the API key.');
    expect(shown).not.toContain('class="amount"');
  });

  test('whose last attempt failed shows the figures before, and the failure', () => {
    const wallets = [
      { ...walletStanding, failure: 'WixTimeout' as const, attemptedAt: '2026-11-22T11:58:00Z' },
    ];
    const { text } = pageOf(0, { change: { wallets } });
    expect(text).toContain('222.75 available');
    expect(text).toContain('Last attempt Wix did not answer in time, 2 min ago');
  });

  test('of a site has a table of its own, only where there is one', () => {
    expect(pageOf(3).text).not.toContain('AI credits of sites');
    const own = { ...walletStanding, siteId: siteIdOf(1) };
    const { text } = pageOf(3, { change: { wallets: [walletStanding, own] } });
    expect(text).toMatch(/AI credits of sites .* OK 222.75 157.75 of 450 65 1 Dec 4 min ago/);
  });
});

describe('the notices', () => {
  test('are none when all is well', () => {
    expect(pageOf(3).shown).not.toContain('class="notice ');
  });

  test('before the first run say what fills the page', () => {
    const { text, shown } = pageOf(0, { latest: undefined });
    expect(text).toContain('Nothing has been read yet.');
    expect(text).toContain('No site has been read yet.');
    expect(shown).toContain('role="note"');
  });

  test('of stale figures come before them, and tell their age', () => {
    const { text, shown } = pageOf(3, { now: NOW + DAY_MS });
    expect(text).toContain('Nothing has been read for 24 hours.');
    expect(text).toContain('The last run of the monitor was on 22 Nov 2026, 11:56 UTC');
    expect(shown).toContain('<main data-monitor="stale">');
    expect(shown.indexOf('role="alert"')).toBeLessThan(shown.indexOf('222.75'));
  });

  test('count what could not be read', () => {
    expect(pageOf(60).text).toContain('The last run could not read 10 of 61 wallets and sites');
    const failed = { failure: 'WixUnavailable' as const };
    const change = {
      wallets: [{ ...walletStanding, ...failed }],
      sites: [{ ...siteStanding(0), ...failed }],
    };
    const { text } = pageOf(0, { change });
    expect(text).toContain('Nothing can be read.');
    expect(text).toContain('The wallet: Wix was not available.');
  });

  test('tell of alerts that nobody has got yet', () => {
    expect(pageOf(0, { change: { alertsWaiting: 2 } }).text).toContain(
      '2 alerts could not be delivered yet.',
    );
  });
});

describe('the sites', () => {
  test.each([
    [2, 'Exhausted 0 of 3,000 · 0% 3,000'],
    [3, 'Unlimited Unlimited 48,120'],
    [4, 'No Multilingual – – – – Never'],
    [5, /OK [\d,]+ of 3,000 · \d+% [\d,]+ Not in use 4 min ago/],
    [8, /OK 1,800 of 3,000 · 60% 1,200 12 Jan 2027 in 51 days 3 hours ago Wix did not answer in time/],
    [9, 'Unreadable – – – – Never Wix was not available'],
  ])('the %dth looks like "%s"', (n, words) => {
    const { text } = pageOf(0, { change: { sites: [siteStanding(n)] } });
    expect(text).toMatch(words);
  });
});

describe('the exports', () => {
  test('are told with state, figures and age', () => {
    const { text } = pageOf(0, {
      exports: [
        exported(),
        exported({ state: 'failing', problem: 'WixTimeout', savedAt: '2026-11-22T11:50:00Z' }),
        exported({
          from: '2026-11-01T00:00:00Z',
          to: '2026-11-08T00:00:00Z',
          rows: 0,
          credits: null,
          cost: {},
          newestAt: null,
        }),
        exported({ from: '2026-11-21T09:30:00Z', to: '2026-11-21T10:00:00Z' }),
      ],
    });
    expect(text).toContain('21 Nov Complete parquet 1,234 99.5 1.00 USD, 2.00 EUR last charge 13 hours ago');
    expect(text).toContain('Failing Wix did not answer in time parquet');
    expect(text).toContain('saved 10 min ago');
    expect(text).toContain('1 Nov – 7 Nov Complete parquet 0 – – –');
    expect(text).toContain('21 Nov 09:30 – 21 Nov 10:00');
  });

  test('may be none yet', () => {
    expect(pageOf(0).text).toContain('There is no export yet.');
  });
});
