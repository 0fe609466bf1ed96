// The metrics in the line of a call: what they are counted by, and that CloudWatch takes them whatever was counted.
import fc from 'fast-check';
import * as v from 'valibot';
import { emf } from '../../../lib/operation/emf.ts';
import { expectEmf } from './expect-emf.ts';
import { openDemo } from './harness.ts';

describe('the metrics', () => {
  test('are counted by operation, and failures by code as well', async () => {
    const demo = openDemo();
    await demo.invoke({});
    await demo.failure({ x: 1 });
    const [good = {}, bad = {}] = demo.logged();
    expect(expectEmf(good).CloudWatchMetrics).toHaveLength(1);
    expect(expectEmf(bad)).toEqual({
      Timestamp: Date.parse('2026-11-22T12:00:00Z'),
      CloudWatchMetrics: [
        {
          Namespace: 'WixCredits',
          Dimensions: [['operation']],
          Metrics: [
            { Name: 'Calls', Unit: 'Count' },
            { Name: 'Failures', Unit: 'Count' },
            { Name: 'Duration', Unit: 'Milliseconds' },
            { Name: 'WixRequests', Unit: 'Count' },
            { Name: 'ColdStart', Unit: 'Count' },
          ],
        },
        {
          Namespace: 'WixCredits',
          Dimensions: [['operation', 'code'], ['code']],
          Metrics: [{ Name: 'Failures', Unit: 'Count' }],
        },
      ],
    });
    expect(bad).toMatchObject({ operation: 'demo', code: 'InvalidInput' });
  });

  test.each([
    ['Stage', 'Stage'],
    ['', 'WixCredits'],
  ])('are kept in the namespace that METRICS_NAMESPACE names: "%s"', async (METRICS_NAMESPACE, namespace) => {
    const demo = openDemo(undefined, { environment: { METRICS_NAMESPACE, LOG_LEVEL: 'wrong' } });
    await demo.failure({});
    const [line = {}] = demo.logged();
    expect(expectEmf(line).CloudWatchMetrics.map(({ Namespace }) => Namespace)).toEqual([
      namespace,
      namespace,
    ]);
  });

  test('are at most a hundred, as CloudWatch takes them', () => {
    const counts = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`M${index}`, 1]));
    expect(
      expectEmf(emf('WixCredits', 'demo', undefined, counts, 1)).CloudWatchMetrics[0]?.Metrics,
    ).toHaveLength(100);
  });

  test('are valid whatever was counted', () => {
    const name = fc.string({ minLength: 1, maxLength: 20 }).map((text) => `M${text}`);
    fc.assert(
      fc.property(fc.dictionary(name, fc.double(), { maxKeys: 150 }), (counts) => {
        const line: unknown = JSON.parse(
          JSON.stringify(emf('WixCredits', 'demo', undefined, { Calls: 1, ...counts }, 1)),
        );
        expectEmf(v.parse(v.record(v.string(), v.unknown()), line));
      }),
    );
  });
});
