// Exports of random worlds, disturbed in every way at once: what comes out is exactly what is there.
import fc from 'fast-check';
import { FORMAT_NAMES } from '../../../../lib/export/format/format.ts';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import { compareRevisions } from '../../../../lib/export/record/revision.ts';
import { compareRows, type Row } from '../../../../lib/export/record/transaction.ts';
import { Failure } from '../../../../lib/failure.ts';
import { manualClock, testCall } from '../../../support/call.ts';
import { FAULTS, MemoryDisk } from '../../../support/memory-store.ts';
import { charges, codeOf, contentOf, fakeSource, identity, runOnce, runToEnd, verifiedIds } from './world.ts';

/** Charges of few times: around midnights, in one millisecond, in several revisions. Money and credits are exact text. */
const rows = fc
  .array(
    fc.record({
      id: fc.integer({ min: 0, max: 40 }),
      revisions: fc.uniqueArray(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 3 }),
      cents: fc.integer({ min: 0, max: 1_000_000 }),
      currency: fc.constantFrom('USD', 'EUR'),
    }),
    { maxLength: 50 },
  )
  .map((list) =>
    list.flatMap(({ id, revisions, cents, currency }) => {
      // A transaction keeps its createdDate: it follows from the id.
      const second =
        Date.parse('2026-10-01T23:59:58Z') + Math.floor(id / 5) * 1000 + Math.floor(id / 20) * 86_400_000;
      const createdDate = `${new Date(second).toISOString().slice(0, 19)}.00000${id % 5}Z`;
      return revisions.map((revision) => {
        const amount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        const cost = { amount, currencyCode: currency };
        return normalise({
          id: `t${id}`,
          revision: String(revision),
          createdDate,
          amount: { credits: cents / 100, cost },
        });
      });
    }),
  )
  .map((list) => {
    // One content for each revision, and the order in which Wix lists them: by the second.
    const versions = new Map(list.map((row) => [`${row.record.id}@${row.record.revision}`, row]));
    const second = ({ record }: Row) => record.createdDate.slice(0, 19);
    return [...versions.values()].sort((a, b) =>
      second(a) < second(b) ? -1 : second(a) > second(b) ? 1 : 0,
    );
  });

/** What goes wrong with a page that is asked for. */
const mishap = fc.constantFrom(
  'none',
  'none',
  'none',
  'again',
  'late',
  '429',
  '503',
  'timeout',
  'refused',
  'slow',
);

/** The rows that an export must hold. */
function truthOf(listed: readonly Row[]): Row[] {
  const highest = new Map<string, Row>();
  for (const row of listed) {
    const known = highest.get(row.record.id);
    if (known === undefined || compareRevisions(row.record.revision, known.record.revision) > 0) {
      highest.set(row.record.id, row);
    }
  }
  return [...highest.values()].toSorted(compareRows);
}

function sumsOf(truth: readonly Row[]): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const { record } of truth) {
    const { amount, currencyCode } = record.amount.cost ?? { amount: '0.00', currencyCode: 'USD' };
    sums[currencyCode] = (sums[currencyCode] ?? 0n) + BigInt(amount.replace('.', ''));
  }
  return sums;
}

test('any world, any mishap, any fault: every transaction once, exact sums, and a manifest that verifies', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        listed: rows,
        pageSize: fc.integer({ min: 1, max: 9 }),
        rowsPerPart: fc.integer({ min: 1, max: 9 }),
        format: fc.constantFrom(...FORMAT_NAMES),
        mishaps: fc.array(mishap, { maxLength: 30 }),
        faults: fc.array(
          fc.record({ at: fc.integer({ min: 1, max: 60 }), how: fc.constantFrom(...FAULTS) }),
          { maxLength: 3 },
        ),
      }),
      async ({ listed, pageSize, rowsPerPart, format, mishaps, faults }) => {
        const of = identity({ rowsPerPart, format });
        const disk = new MemoryDisk();
        const clock = manualClock();
        const call = () => testCall({ clock, remaining: 20_000 });
        const fail = (code: 'WixRateLimited' | 'WixUnavailable' | 'WixTimeout' | 'WixRequestRejected') => {
          throw new Failure(code, 'It is so.');
        };
        const source = fakeSource(() => listed, {
          pageSize,
          before: (page) => {
            const what = mishaps[page];
            if (what === 'slow') clock.advance(30_000);
            if (what === '429') fail('WixRateLimited');
            if (what === '503') fail('WixUnavailable');
            if (what === 'timeout') fail('WixTimeout');
            if (what === 'refused' && page > 1) fail('WixRequestRejected');
          },
          alter: (page, number, inFront) => {
            const again = mishaps[number] === 'again' ? page : mishaps[number] === 'late' ? inFront : [];
            return [...again, ...page];
          },
        });
        // Before it gets through, the process may die, and the query be refused where it cannot begin anew.
        for (const fault of faults)
          await Promise.allSettled([runOnce({ disk, of, source, call, open: { fault } })]);
        for (let tries = 0; tries < 40; tries += 1) {
          if ((await codeOf(runToEnd({ disk, of, source, call }))) === 'no failure') break;
        }
        const truth = truthOf(listed);
        expect(await verifiedIds(disk, of)).toEqual(truth.map(({ record }) => record.id));
        const { manifest } = await runToEnd({ disk, of, source });
        const cents = Object.entries(manifest.cost).map(([code, text]) => [
          code,
          BigInt(text.replace('.', '')),
        ]);
        expect(Object.fromEntries(cents)).toEqual(sumsOf(truth));
        expect(manifest.superseded.count).toBe(listed.length - truth.length);
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);

test('10,000 charges of 0.10 are 1000.00 in each currency', async () => {
  const charged = charges(10_000, 60).map(({ record }, index) =>
    normalise({
      ...record,
      amount: { credits: 0.1, cost: { amount: '0.10', currencyCode: index % 2 ? 'EUR' : 'USD' } },
    }),
  );
  const both = [
    ...charged,
    ...charged.map(({ record }) => {
      const currencyCode = record.amount.cost?.currencyCode === 'USD' ? 'EUR' : 'USD';
      return normalise({
        ...record,
        id: `${record.id}-x`,
        amount: { credits: 0.1, cost: { amount: '0.10', currencyCode } },
      });
    }),
  ].toSorted(compareRows);
  const source = fakeSource(() => both, { pageSize: 1000 });
  const { manifest } = await runToEnd({
    disk: new MemoryDisk(),
    of: identity({ rowsPerPart: 1000 }),
    source,
  });
  expect(manifest).toMatchObject({ rows: 20_000, credits: '2000', cost: { EUR: '1000.00', USD: '1000.00' } });
});

describe('a list without an end', () => {
  test.each([
    ['gives its last page for ever, under new cursors', (): readonly Row[] => charges(4)],
    ['gives empty pages for ever', (): readonly Row[] => []],
  ])('that %s is an error, in one call or in many', async (_, page) => {
    for (const remaining of [900_000, 20_000]) {
      const clock = manualClock();
      const state = { pages: 0 };
      const source = {
        name: 'wix' as const,
        waitSeconds: () => 0,
        page: async () => {
          state.pages += 1;
          clock.advance(100);
          return { rows: page(), next: `cursor-${state.pages}` };
        },
      };
      const call = () => testCall({ clock, remaining });
      expect(await codeOf(runToEnd({ disk: new MemoryDisk(), source, call }))).toBe('WixUnavailable');
      expect(state.pages).toBeLessThan(1100);
    }
  });
});

test('what was exported of a world is the same bytes however it was read', async () => {
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 }),
      async (listed, sizes) => {
        const contents = [];
        for (const pageSize of sizes) {
          const disk = new MemoryDisk();
          await runToEnd({
            disk,
            of: identity({ rowsPerPart: 4 }),
            source: fakeSource(() => listed, { pageSize }),
          });
          contents.push(contentOf(disk));
        }
        for (const content of contents) expect(content).toEqual(contents[0]);
      },
    ),
    { numRuns: 50 },
  );
});
