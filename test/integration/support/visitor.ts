// Somebody with a browser: opens the dashboard, signs in, and keeps an eye on all that goes wrong on the way.
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import * as v from 'valibot';
import type { RunningDashboard } from './dashboard.ts';

/** A window of the browser. */
export interface Visitor {
  readonly page: Page;
  /** Errors of the console, of scripts and of the content policy, and requests to anybody else. */
  readonly troubles: string[];
  signIn(token?: string): Promise<void>;
  /** Clicks on what leads to another page, and waits until that is there: a click alone does not. */
  follow(link: Locator): Promise<void>;
  /** Waits until all plots are drawn. */
  untilDrawn(): Promise<void>;
  /** What the rows of the table are called, in order. */
  names(): Promise<string[]>;
  /** What axe finds that is serious or worse. */
  findings(): Promise<string[]>;
  close(): Promise<void>;
}

const WATCH_POLICY = `addEventListener('securitypolicyviolation', (event) => {
  console.error('violation of ' + event.violatedDirective + ' by ' + event.blockedURI);
});`;

const axeResult = v.object({
  passes: v.pipe(v.array(v.unknown()), v.minLength(10, 'axe has looked at something')),
  violations: v.array(
    v.object({
      id: v.string(),
      impact: v.nullish(v.string()),
      nodes: v.array(v.object({ html: v.string() })),
    }),
  ),
});

/** Opens the page in a window of its own. */
export async function visit(
  browser: Browser,
  { page: address, origin, token }: RunningDashboard,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  page.on('pageerror', ({ message }) => troubles.push(message));
  page.on('request', (request) => {
    if (!/^data:/.test(request.url()) && new URL(request.url()).origin !== origin)
      troubles.push(request.url());
  });
  if (options.javaScriptEnabled !== false) await page.addInitScript(WATCH_POLICY);
  await page.goto(address);
  const follow: Visitor['follow'] = async (link) => {
    const loaded = page.waitForEvent('load');
    await link.click();
    await loaded;
  };
  return {
    page,
    troubles,
    follow,
    signIn: async (given = token) => {
      await page.getByLabel('Client token').fill(given);
      await follow(page.getByRole('button', { name: 'Sign in' }));
    },
    untilDrawn: async () => {
      for (const plot of ['balance', 'wallet-days', 'word-days']) {
        await page.locator(`[data-plot=${plot}] canvas`).waitFor();
      }
    },
    names: () => page.locator('table.sites tbody th a').allTextContents(),
    findings: async () => {
      await page.evaluate(axe.source);
      const { violations } = v.parse(axeResult, await page.evaluate('axe.run()'));
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
    },
    close: () => context.close(),
  };
}
