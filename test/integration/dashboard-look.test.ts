// The dashboard in a real Chromium: read by axe, looked at on a desktop and a phone, and walked through by the keyboard.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { latestWith, siteStanding } from '../lib/dashboard/fleet.ts';
import { describeDashboard } from './support/dashboard-suite.ts';

jest.setTimeout(60_000);

/** Keeps a screenshot where somebody asked for them, see `npm run screenshot`. */
async function keep(name: string, image: Uint8Array): Promise<void> {
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS === undefined || SCREENSHOTS === '') return;
  await mkdir(SCREENSHOTS, { recursive: true });
  await writeFile(join(SCREENSHOTS, `dashboard-${name}.png`), image);
}

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
/** How much of the page a screenshot shows: down to the first sites. */
const SHOWN = { desktop: { width: 1280, height: 1420 }, phone: { width: 390, height: 2300 } };

describeDashboard('the look of the dashboard in Chromium', ({ open, signedIn, keepLatest }) => {
  describe.each([
    ['desktop', 'light', DESKTOP],
    ['desktop', 'dark', DESKTOP],
    ['phone', 'light', PHONE],
    ['phone', 'dark', PHONE],
  ] as const)('on a %s in the %s', (device, colorScheme, viewport) => {
    it('has nothing that axe calls serious, is no wider than the screen, and looks like something', async () => {
      const visitor = await open({ colorScheme, viewport });
      const { page, findings, troubles } = visitor;
      expect(await findings()).toEqual([]);
      await visitor.signIn();
      await visitor.untilDrawn();
      expect(await findings()).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
      const clip = { x: 0, y: 0, ...SHOWN[device] };
      const image = await page.screenshot({ fullPage: true, clip });
      expect(image.length).toBeGreaterThan(40_000);
      await keep(`${device}-${colorScheme}`, image);
      await page.locator('a[data-site]').nth(6).click();
      await page.getByRole('dialog').locator('canvas').waitFor();
      expect(await findings()).toEqual([]);
      expect(troubles).toEqual([]);
    });
  });

  it('is no wider than the narrowest of phones, with names of any length', async () => {
    const name = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
    keepLatest({ ...latestWith(0), sites: [0, 1, 8, 9].map((n) => ({ ...siteStanding(n), name })) });
    const { page } = await signedIn({ viewport: { width: 320, height: 600 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });

  it('can be walked through by the keyboard, beginning with the way past the head', async () => {
    const { page } = await signedIn();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the sites');
    expect(await page.locator('.skip').isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#sites');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('search');
  });
});
