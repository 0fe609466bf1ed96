// The rules of asking for a page: not without time, not without patience, and never with a rejection.
import { createFetchPage } from '../../../../lib/export/run/fetch-page.ts';
import type { TransactionSource } from '../../../../lib/export/source/source.ts';
import { Failure } from '../../../../lib/failure.ts';
import { manualClock, testCall } from '../../../support/call.ts';

const FROM = '2026-10-01T00:00:00.000Z';
const TO = '2026-11-01T00:00:00.000Z';
const WALK = { from: FROM, position: null, ended: false };
const page = { rows: [], next: undefined };

/** Asks once; `asked` is what the source was asked with. */
async function ask(
  answer: Partial<TransactionSource>,
  remaining = 60_000,
  patience = 5,
  clock = manualClock(),
) {
  const asked: unknown[] = [];
  const source: TransactionSource = {
    name: 'wix',
    waitSeconds: () => 0,
    page: async (window, position, { deadline }) => {
      asked.push([window, position, deadline.remaining()]);
      return page;
    },
    ...answer,
  };
  const fetchPage = createFetchPage(source, TO, testCall({ clock, remaining }), patience);
  return { asked, came: await fetchPage(WALK), fetchPage };
}

test.each([
  [60_000, 55_000],
  [10_000, 8_000],
])('of %i ms the source gets %i: the rest is for saving', async (remaining, left) => {
  const { asked, came } = await ask({}, remaining);
  expect(asked).toEqual([[{ from: FROM, to: TO }, undefined, left]]);
  expect(came).toEqual({ page });
});

test('a position is handed on as it is', async () => {
  const { asked, fetchPage } = await ask({});
  await fetchPage({ ...WALK, position: 'cursor-2' });
  expect(asked[1]).toEqual([{ from: FROM, to: TO }, 'cursor-2', 55_000]);
});

test('without time nothing is asked', async () => {
  const clock = manualClock();
  const { asked, fetchPage } = await ask({}, 10_000, 5, clock);
  clock.advance(8_000);
  expect(await fetchPage(WALK)).toEqual({ out: 'time', waitSeconds: 1 });
  expect(asked).toHaveLength(1);
});

test('a wait that is longer than the patience is not waited for here', async () => {
  const limited = (seconds: number) => ask({ waitSeconds: () => seconds });
  expect((await limited(5)).came).toEqual({ page });
  expect((await limited(6)).came).toEqual({ out: 'rate', waitSeconds: 6 });
});

test('a timeout is the end of the time only where the time is over', async () => {
  const clock = manualClock();
  const failing = (code: 'WixTimeout' | 'WixUnavailable', takes: number) =>
    ask(
      {
        page: async () => {
          clock.advance(takes);
          throw new Failure(code, 'Late.');
        },
      },
      10_000,
      5,
      clock,
    ).then(({ came }) => came);
  expect(await failing('WixTimeout', 8_000)).toEqual({ out: 'time', waitSeconds: 1 });
  expect(await failing('WixTimeout', 7_999)).toMatchObject({ thrown: { code: 'WixTimeout' } });
  expect(await failing('WixUnavailable', 8_000)).toMatchObject({ thrown: { code: 'WixUnavailable' } });
});
