// The rules of a reconciliation as an answer: what counts, what it may say, and what happens where there is none.
import * as v from 'valibot';
import type { DailyUsage } from '../../../../lib/credits/usage/daily.ts';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import type { TransactionSource } from '../../../../lib/export/source/source.ts';
import { Failure } from '../../../../lib/failure.ts';
import { reconcileWindow, reconciliationSchema } from '../../../../lib/monitor/usage/reconcile-window.ts';
import { testCall } from '../../../support/call.ts';

const WINDOW = { from: '2026-11-02', to: '2026-11-07' };
const used = (day: number, amount: string, change: Partial<DailyUsage> = {}): DailyUsage => ({
  day: `2026-11-0${day}`,
  kind: 'wallet',
  used: amount,
  certainty: 'exact',
  least: amount,
  most: amount,
  observedSeconds: 86_400,
  ...change,
});
const charge = (id: string, day: number, credits: number, revision = '1') =>
  normalise({ id, createdDate: `2026-11-0${day}T10:00:00Z`, revision, amount: { credits } });
const source = (rows: ReturnType<typeof charge>[]): TransactionSource => ({
  name: 'recorded',
  waitSeconds: () => 0,
  page: async () => ({ rows, next: undefined }),
});
const reconciled = (rows: ReturnType<typeof charge>[], usage: readonly DailyUsage[], call = testCall()) =>
  reconcileWindow(() => source(rows), usage, WINDOW, call);

test('its schema keeps all that it says: every verdict, and how certain the usage is', async () => {
  const answer = await reconciled(
    [charge('a', 2, 5), charge('b', 3, 2), charge('c', 4, 9), charge('d', 5, 1)],
    [
      used(2, '5'),
      used(3, '3', { certainty: 'estimate', least: '1' }),
      used(4, '2', { certainty: 'at least', most: '3' }),
    ],
  );
  expect(v.parse(reconciliationSchema, answer)).toEqual(answer);
  expect(answer).toMatchObject({
    days: [
      { day: '2026-11-02', certainty: 'exact', verdict: 'agrees' },
      { day: '2026-11-03', certainty: 'estimate', verdict: 'within uncertainty' },
      { day: '2026-11-04', certainty: 'at least', verdict: 'differs' },
      { day: '2026-11-05', verdict: 'not comparable' },
    ],
    observed: { charged: '16', used: '10', unexplained: '-6' },
  });
});

test('its schema lets through the reason why there is none, and no code that is not of the contract', () => {
  const error = { code: 'WixTimeout', detail: 'Late.' };
  expect(v.parse(reconciliationSchema, { error })).toEqual({ error });
  expect(v.is(reconciliationSchema, { error: { ...error, code: 'Unheard' } })).toBe(false);
});

test('of a transaction the highest revision counts, also when an older one comes after it', async () => {
  const rows = [charge('a', 2, 5, '10'), charge('a', 2, 7, '9')];
  await expect(reconciled(rows, [used(2, '5')])).resolves.toMatchObject({
    observed: { charged: '5', transactions: 1, verdict: 'agrees' },
  });
});

test("what a site sees of the wallet is no usage of the account's", async () => {
  const usage = [used(2, '5'), used(2, '3', { siteId: 'a' }), used(3, '3', { siteId: 'a' })];
  await expect(reconciled([charge('a', 2, 5)], usage)).resolves.toMatchObject({
    days: [{ day: '2026-11-02', used: '5', verdict: 'agrees' }],
    observed: { used: '5' },
  });
});

test.each([
  [5_000, 3_000],
  [1_000, 0],
])('of %d ms two seconds are kept for the answer', async (remaining, left) => {
  const seen: number[] = [];
  const watching: TransactionSource = {
    ...source([]),
    page: async (_window, _position, { deadline }) => {
      seen.push(deadline.remaining());
      return { rows: [], next: undefined };
    },
  };
  await reconcileWindow(() => watching, [], WINDOW, testCall({ remaining }));
  expect(seen).toEqual([left]);
});

test.each([
  ['TransactionsNotReadable', 'info'],
  ['WixUnavailable', 'warn'],
  ['Internal', 'warn'],
] as const)('that there is none for %s is logged as %s', async (code, level) => {
  const call = testCall();
  const open = () => {
    throw new Failure(code, 'Not today.');
  };
  await reconcileWindow(open, [], WINDOW, call);
  expect(call.lines).toEqual([{ level, message: 'The usage could not be reconciled.', fields: { code } }]);
});
