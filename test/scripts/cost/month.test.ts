// The rules of a month's sum.
import fc from 'fast-check';
import { compare } from '../../../lib/credits/decimal.ts';
import { billOf, together } from '../../../scripts/cost/bill.ts';
import type { RunCounts } from '../../../scripts/cost/measured-run.ts';
import { type Account, monitorRuns, monthOf } from '../../../scripts/cost/month.ts';

const run: RunCounts = {
  puts: 9,
  gets: 14,
  bytesKept: 40_000,
  bytesReplaced: 200_000,
  wixRequests: 102,
  cpuSeconds: 0.1,
  calls: 1,
};
const standing = { alarms: 10, dashboards: 1, keys: 1, secrets: 2 };
const account: Account = { sites: 100, callsPerSite: 300, transactionsPerSite: 1000, latencySeconds: 0.2 };
const quantitiesOf = (one: Account, monitor = run, exported = run) =>
  together(...Object.values(monthOf(one, { monitor, export: exported }, standing)));
const bill = (...args: Parameters<typeof quantitiesOf>) => billOf(quantitiesOf(...args)).usd;

it('the monitor runs every 15 minutes, and every hour where it has to run in shares', () => {
  expect([1, 1_500, 1_501].map(monitorRuns)).toEqual([2920, 2920, 730]);
});

it('alarms, dashboards, keys and secrets cost whether anything is used or not', () => {
  const quantities = quantitiesOf({ ...account, callsPerSite: 0 });
  expect(quantities).toMatchObject({ alarmMonth: 10, dashboardMonth: 1, kmsKeyMonth: 1, secretMonth: 2 });
});

it('each call of the API is a request to the gateway and two of Lambda: the authorizer and the function', () => {
  const { apiGatewayRequest, lambdaRequest = 0 } = quantitiesOf(account);
  const without = quantitiesOf({ ...account, callsPerSite: 0 });
  expect(apiGatewayRequest).toBe(30_000);
  expect(lambdaRequest - (without.lambdaRequest ?? 0)).toBeCloseTo(60_000, 6);
});

it('an export waits for the limit in the state machine, not in a function', () => {
  const long = { ...run, wixRequests: 20_000 };
  const { lambdaGbSecond = 0 } = quantitiesOf(account, run, long);
  const { lambdaGbSecond: short = 0, stepFunctionsTransition = 0 } = quantitiesOf(account);
  // Of 19,898 more pages a day each takes its 200 ms of a gigabyte, though the limit makes them last 100 minutes.
  expect(lambdaGbSecond - short).toBeCloseTo((19_898 * 0.2 * 730) / 24, 3);
  expect(quantitiesOf(account, run, long).stepFunctionsTransition).toBeGreaterThan(stepFunctionsTransition);
});

it('a monitor of more than the 200 requests of a minute is billed for its waiting', () => {
  const { lambdaGbSecond = 0 } = quantitiesOf({ ...account, sites: 2_000 }, { ...run, wixRequests: 2_200 });
  expect(lambdaGbSecond).toBeGreaterThan(730 * 600 * 0.5);
});

it('more of anything never costs less', () => {
  const counts = fc.record({
    sites: fc.integer({ min: 1, max: 1_500 }),
    callsPerSite: fc.nat(10_000),
    transactionsPerSite: fc.nat(10_000),
    latencySeconds: fc.double({ min: 0.01, max: 10, noNaN: true }),
  });
  const field = fc.constantFrom('sites', 'callsPerSite', 'latencySeconds');
  fc.assert(
    fc.property(counts, field, fc.integer({ min: 1, max: 10 }), (one, name, times) => {
      const more = { ...one, [name]: Math.min(one[name] * times, name === 'sites' ? 1_500 : Infinity) };
      expect(compare(bill(more), bill(one))).toBeGreaterThanOrEqual(0);
    }),
  );
});
