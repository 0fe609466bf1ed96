// The journal keeps the newest entries and counts all.
import { createJournal, type JournalEntry } from '../../../local/wix/journal.ts';

const entry = (n: number): JournalEntry => ({
  at: '2026-11-22T12:00:00.000Z',
  method: 'GET',
  path: `/${n}`,
  query: '',
  headers: {},
  keyName: undefined,
  body: '',
  status: 200,
  fault: undefined,
  wixRequestId: `${n}`,
});

test('beyond twice what it keeps, the oldest are dropped and still counted', () => {
  const journal = createJournal(10);
  for (let n = 1; n <= 35; n++) {
    journal.add(entry(n));
    expect(journal.entries.length).toBeLessThan(20);
    expect(journal.entries.at(-1)?.path).toBe(`/${n}`);
  }
  expect(journal.count()).toBe(35);
  expect(journal.entries.length).toBeGreaterThanOrEqual(10);
});
