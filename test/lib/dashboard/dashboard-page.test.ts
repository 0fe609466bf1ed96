// The page of the dashboard: it fetches nothing, runs nothing foreign, stays small, and serves everybody without a script.
import { createHash } from 'node:crypto';
import { latestWith, NOW, siteIdOf, siteStanding } from './fleet.ts';
import { exported, pageOf } from './pages.ts';

const DAY_MS = 86_400_000;

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
