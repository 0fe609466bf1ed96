// What the tests of the dashboard in Chromium share: a browser for all of them, and an account and its page for each.
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { latestWith } from '../../lib/dashboard/fleet.ts';
import { storedAccount } from '../../lib/dashboard/stored-account.ts';
import { chromiumMissing, launchChromium } from '../../support/chromium.ts';
import { describeWhere } from '../../support/describe-where.ts';
import type { MemoryDisk } from '../../support/memory-store.ts';
import { type RunningDashboard, startDashboard } from './dashboard.ts';
import { type Visitor, visit } from './visitor.ts';

/** What a test has of it; `disk` and `dashboard` are the test's own. */
export interface DashboardSuite {
  readonly disk: MemoryDisk;
  readonly dashboard: RunningDashboard;
  /** Opens the page in a window that is closed after the test. */
  open(options?: BrowserContextOptions): Promise<Visitor>;
  /** Opens it and signs in; waits for the plots where scripts run. */
  signedIn(options?: BrowserContextOptions): Promise<Visitor>;
  /** Stores a newer run of the monitor. */
  keepLatest(latest: ReturnType<typeof latestWith>): void;
}

/** Describes the dashboard of an account of 60 sites in a real Chromium; skipped where there is none. */
export function describeDashboard(title: string, block: (suite: DashboardSuite) => void): void {
  describeWhere(chromiumMissing(), title, () => {
    let browser: Browser;
    let disk: MemoryDisk;
    let dashboard: RunningDashboard;
    const visitors: Visitor[] = [];

    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser.close());
    beforeEach(async () => {
      disk = storedAccount(60);
      dashboard = await startDashboard(disk);
    });
    afterEach(async () => {
      for (const visitor of visitors.splice(0)) await visitor.close();
      await dashboard.close();
    });

    const open: DashboardSuite['open'] = async (options) => {
      const visitor = await visit(browser, dashboard, options);
      visitors.push(visitor);
      return visitor;
    };
    block({
      get disk() {
        return disk;
      },
      get dashboard() {
        return dashboard;
      },
      open,
      signedIn: async (options) => {
        const visitor = await open(options);
        await visitor.signIn();
        if (options?.javaScriptEnabled !== false) await visitor.untilDrawn();
        return visitor;
      },
      keepLatest: (latest) => void disk.objects.set('latest.json', Buffer.from(JSON.stringify(latest))),
    });
  });
}
