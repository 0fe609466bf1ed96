// The notices on the page: none when all is well, else what is old, could not be read, or was not delivered.
import { NOW, siteStanding, walletStanding } from '../fleet.ts';
import { pageOf } from '../pages.ts';

const DAY_MS = 86_400_000;

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
