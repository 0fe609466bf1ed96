// The order of an export in random worlds: each id once, and the same wherever it is taken up.
import fc from 'fast-check';
import { compareRevisions } from '../../../../../lib/export/record/revision.ts';
import { compareRows, type Row } from '../../../../../lib/export/record/transaction.ts';
import { charge } from '../world.ts';
import { run } from './feeding.ts';

/** A world: rows of few times and ids, in several revisions, listed in ascending time, on pages that may come again. */
const world = fc
  .record({
    rows: fc.array(
      fc.record({
        id: fc.integer({ min: 0, max: 30 }),
        versions: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }),
        nanos: fc.integer({ min: 0, max: 3 }),
        again: fc.boolean(),
      }),
      { maxLength: 40 },
    ),
    pageSize: fc.integer({ min: 1, max: 12 }),
    echoes: fc.array(fc.boolean(), { maxLength: 20 }),
    rowsPerPart: fc.integer({ min: 1, max: 9 }),
    steps: fc.array(fc.boolean(), { maxLength: 40 }),
  })
  .map(({ rows, pageSize, echoes, rowsPerPart, steps }) => {
    // The time follows from the id: a transaction keeps its createdDate.
    const listed = rows.flatMap(({ id, versions, nanos, again }) => {
      const at = new Date(Date.parse('2026-10-01T23:00:00Z') + Math.floor(id / 4) * 1_200_000).toISOString();
      const createdDate = `${at.slice(0, 19)}.00000000${id % 4 === 3 ? 3 : id % 3}Z`;
      const all = versions.map((revision) => charge(`t${id}`, createdDate, { revision: String(revision) }));
      return again ? [...all, ...all.slice(0, nanos)] : all;
    });
    const time = ({ record }: Row) => record.createdDate.slice(0, 23);
    const ascending = listed.toSorted((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0));
    const pages: Row[][] = [];
    for (let start = 0; start < ascending.length; start += pageSize)
      pages.push(ascending.slice(start, start + pageSize));
    // Some pages are followed by the one before them once more.
    const given = pages.flatMap((page, index) => (echoes[index] ? [page, pages[index - 1] ?? page] : [page]));
    return { ascending, pages: given, rowsPerPart, steps };
  });

test('in any world: every id once, in its highest revision, by createdDate and id, and every other revision named', () => {
  fc.assert(
    fc.property(world, ({ ascending, pages, rowsPerPart }) => {
      const highest = new Map<string, Row>();
      for (const row of ascending) {
        const known = highest.get(row.record.id);
        if (known === undefined || compareRevisions(row.record.revision, known.record.revision) > 0) {
          highest.set(row.record.id, row);
        }
      }
      const versions = new Set(ascending.map(({ record }) => `${record.id}@${record.revision}`));
      const expected = [...highest.values()].toSorted(compareRows);
      const { parts, superseded } = run(pages, rowsPerPart);
      expect(parts.flatMap(({ ids }) => ids)).toEqual(
        expected.map(({ record }) => `${record.id}@${record.revision}`),
      );
      expect(superseded.count).toBe(versions.size - highest.size);
      for (const { ids } of parts) expect(ids.length).toBeLessThanOrEqual(rowsPerPart);
    }),
    { numRuns: 300 },
  );
});

test('in any world: taken up at any of its steps, it comes to the same', () => {
  fc.assert(
    fc.property(world, ({ pages, rowsPerPart, steps }) => {
      const { repeats: _, ...whole } = run(pages, rowsPerPart);
      const { repeats: __, ...broken } = run(pages, rowsPerPart, (step) => steps[step] ?? false);
      expect(broken).toEqual(whole);
    }),
    { numRuns: 300 },
  );
});
