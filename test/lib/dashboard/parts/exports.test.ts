// The exports on the page: state, figures and age of each, or that there are none yet.
import { exported, pageOf } from '../pages.ts';

describe('the exports', () => {
  test('are told with state, figures and age', () => {
    const { text } = pageOf(0, {
      exports: [
        exported(),
        exported({ state: 'failing', problem: 'WixTimeout', savedAt: '2026-11-22T11:50:00Z' }),
        exported({
          from: '2026-11-01T00:00:00Z',
          to: '2026-11-08T00:00:00Z',
          rows: 0,
          credits: null,
          cost: {},
          newestAt: null,
        }),
        exported({ from: '2026-11-21T09:30:00Z', to: '2026-11-21T10:00:00Z' }),
      ],
    });
    expect(text).toContain('21 Nov Complete parquet 1,234 99.5 1.00 USD, 2.00 EUR last charge 13 hours ago');
    expect(text).toContain('Failing Wix did not answer in time parquet');
    expect(text).toContain('saved 10 min ago');
    expect(text).toContain('1 Nov – 7 Nov Complete parquet 0 – – –');
    expect(text).toContain('21 Nov 09:30 – 21 Nov 10:00');
  });

  test('may be none yet', () => {
    expect(pageOf(0).text).toContain('There is no export yet.');
  });
});
