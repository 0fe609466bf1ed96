// The dashboard in a real Chromium: signed in to, sorted, searched, and kept up to date.
import { jest } from '@jest/globals';
import { mintToken } from '../../lib/auth/token.ts';
import { latestWith, siteStanding } from '../lib/dashboard/fleet.ts';
import { describeDashboard } from './support/dashboard-suite.ts';

jest.setTimeout(60_000);

describeDashboard('the dashboard in Chromium', (suite) => {
  const { open, signedIn, keepLatest } = suite;

  describe('the sign-in', () => {
    it('takes a token, which is in no address, and keeps a session that no script can read', async () => {
      const { page, troubles } = await signedIn();
      expect(page.url()).toBe(suite.dashboard.page);
      const [cookie, ...others] = await page.context().cookies();
      expect(others).toEqual([]);
      expect(cookie).toMatchObject({
        name: '__Host-wix-credits',
        httpOnly: true,
        secure: true,
        sameSite: 'Lax',
        path: '/',
      });
      expect(cookie?.value).not.toContain(suite.dashboard.token);
      expect(await page.evaluate('document.cookie')).toBe('');
      expect(troubles).toEqual([]);
    });

    it('says what is wrong with a wrong token, and lets one try again', async () => {
      const { page, signIn, untilDrawn } = await open();
      await signIn(mintToken());
      expect(await page.getByRole('alert').textContent()).toContain('This token is not known.');
      await signIn();
      await untilDrawn();
      expect(page.url()).toBe(suite.dashboard.page);
    });

    it('ends with the sign-out', async () => {
      const { page } = await signedIn();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByLabel('Client token').waitFor();
      expect(await page.context().cookies()).toEqual([]);
    });

    it('is asked for again when the session is over', async () => {
      const { page } = await signedIn();
      suite.dashboard.advance(13 * 3_600_000);
      await page.getByRole('link', { name: 'Refresh' }).click();
      await page.getByLabel('Client token').waitFor();
    });
  });

  describe('the table', () => {
    it('is sorted by a click on its head, the other way by the next, and back by the browser', async () => {
      const { page, names, troubles } = await signedIn();
      const byUrgency = await names();
      const head = page.locator('th.left');
      await head.getByRole('link').click();
      expect(await head.getAttribute('aria-sort')).toBe('ascending');
      await head.getByRole('link').click();
      expect(await head.getAttribute('aria-sort')).toBe('descending');
      expect(new URL(page.url()).search).toBe('?sort=-remaining');
      const left = await page.locator('td.left b').allTextContents();
      const numbers = left.map((text) => Number(text.replaceAll(',', '')));
      expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
      await page.goBack();
      await page.goBack();
      expect(await names()).toEqual(byUrgency);
      expect(troubles).toEqual([]);
    });

    it('is searched while one types', async () => {
      const { page, names } = await signedIn();
      await page.getByRole('searchbox').pressSequentially('copper gar');
      expect(await names()).toEqual(['Copper Gardens 27', 'Copper Gardens 2']);
      expect(await page.getByRole('status').textContent()).toBe('1–2 of 2 sites found among 60');
      await page.getByRole('searchbox').fill('nobody');
      expect(await page.locator('table.sites').textContent()).toContain('No site fits.');
      await page.getByRole('searchbox').fill('');
      expect(await names()).toHaveLength(20);
    });

    it('is filtered, and the link that was chosen keeps the focus', async () => {
      const { page, names } = await signedIn();
      await page.locator('#filter-low').focus();
      await page.keyboard.press('Enter');
      expect(await names()).toHaveLength(10);
      expect(await page.locator('table.sites .badge').allTextContents()).toEqual(Array(10).fill('Low'));
      expect(await page.evaluate('document.activeElement.id')).toBe('filter-low');
      expect(await page.locator('#filter-low').getAttribute('aria-current')).toBe('true');
    });

    it('has pages', async () => {
      const { page, names } = await signedIn();
      const first = await names();
      await page.getByRole('link', { name: 'Next' }).click();
      const second = await names();
      expect(second).toHaveLength(20);
      expect(second.filter((name) => first.includes(name))).toEqual([]);
      await page.reload();
      expect(await names()).toEqual(second);
    });

    it('is there without a script: searched, sorted, paged, and with the details of a site', async () => {
      const { page, names, follow } = await signedIn({ javaScriptEnabled: false });
      expect(await names()).toHaveLength(20);
      await follow(page.getByRole('link', { name: 'Next' }));
      expect(await names()).toHaveLength(20);
      await page.getByRole('searchbox').fill('copper gar');
      await follow(page.getByRole('button', { name: 'Search' }));
      expect(await names()).toEqual(['Copper Gardens 27', 'Copper Gardens 2']);
      await follow(page.locator('a[data-site]').last());
      expect(await page.locator('#site h3').textContent()).toBe('Copper Gardens 2');
      expect(await page.locator('[data-plot]:visible').count()).toBe(0);
    });

    it('finds one site among ten thousand', async () => {
      keepLatest(latestWith(10_000));
      const { page, names } = await signedIn();
      const { name = '' } = siteStanding(9998);
      await page.getByRole('searchbox').fill(name);
      expect(await names()).toEqual([name]);
      expect(await page.getByRole('status').textContent()).toBe('1–1 of 1 site found among 10,000');
    });
  });

  describe('a site', () => {
    it('opens by the keyboard, with a plot of its own, and gives the focus back', async () => {
      const { page, troubles } = await signedIn();
      const link = page.locator('a[data-site]').nth(5);
      const name = await link.textContent();
      await link.focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: name ?? '' });
      await dialog.locator('canvas').waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      expect(await page.evaluate('document.activeElement.textContent')).toBe(name);
      expect(troubles).toEqual([]);
    });

    it('may be called anything', async () => {
      const name = '<img src=x onerror=alert(1)><script>alert(2)</script>';
      keepLatest({ ...latestWith(0), sites: [{ ...siteStanding(1), name }] });
      const { page, names, troubles } = await signedIn();
      await page.getByRole('searchbox').fill('img');
      expect(await names()).toEqual([name]);
      await page.locator('a[data-site]').click();
      expect(await page.getByRole('dialog').locator('h3').textContent()).toBe(name);
      expect(await page.locator('img').count()).toBe(0);
      expect(troubles).toEqual([]);
    });
  });

  describe('the figures', () => {
    it('are plotted', async () => {
      const { page } = await signedIn();
      for (const plot of ['balance', 'wallet-days', 'word-days']) {
        const colours = await page.evaluate(`(() => {
          const canvas = document.querySelector('[data-plot=${plot}] canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const seen = new Set();
          for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 200) seen.add(data.slice(at, at + 3).join());
          return seen.size;
        })()`);
        expect(colours).toBeGreaterThan(5);
      }
    });

    it('tell at the cursor what they are', async () => {
      const { page } = await signedIn();
      const plot = page.locator('[data-plot=word-days] .u-over');
      await plot.hover({ position: { x: 40, y: 40 } });
      expect(await page.locator('[data-plot=word-days] .tip').textContent()).toMatch(
        /^\d+ (Oct|Nov)[\d,.]+ words/,
      );
    });

    it('are refreshed without loading the page again, and stay when that fails', async () => {
      const { page, names } = await signedIn();
      await page.getByRole('searchbox').fill('new site');
      keepLatest({
        ...latestWith(12),
        sites: [{ ...siteStanding(2), name: 'A new site' }],
        alertsWaiting: 1,
      });
      await page.getByRole('link', { name: 'Refresh' }).click();
      await page.getByText('1 alert could not be delivered yet.').waitFor();
      expect(await names()).toEqual(['A new site']);
      suite.disk.objects.set('latest.json', Buffer.from('damaged'));
      await page.getByRole('link', { name: 'Refresh' }).click();
      await page.getByText('not refreshed').waitFor();
      expect(await names()).toEqual(['A new site']);
    });

    it('that are stale say so before anything else', async () => {
      suite.dashboard.advance(26 * 3_600_000);
      const { page } = await signedIn();
      expect(await page.getByRole('alert').textContent()).toContain('Nothing has been read for 26 hours.');
    });

    it('fill an empty page with the first run', async () => {
      suite.disk.objects.clear();
      const { page, names, troubles } = await open();
      await page.getByLabel('Client token').fill(suite.dashboard.token);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('Nothing has been read yet.').waitFor();
      keepLatest(latestWith(5));
      await page.getByRole('link', { name: 'Refresh' }).click();
      await page.locator('[data-plot=word-days] canvas').waitFor();
      expect(await names()).toHaveLength(5);
      expect(await page.locator('.amount').textContent()).toContain('222.75');
      expect(troubles).toEqual([]);
    });
  });
});
