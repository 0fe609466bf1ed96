// Whether a line is in the form that CloudWatch reads metrics from.
import * as v from 'valibot';

// Amazon's specification of the Embedded Metric Format, version 0.3: units, counts and lengths as it gives them.
const metric = v.object({
  Name: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)),
  Unit: v.picklist(['Count', 'Milliseconds']),
});
const directive = v.object({
  Namespace: v.pipe(v.string(), v.minLength(1), v.maxLength(1024), v.regex(/^[\w./#:-]+$/)),
  Dimensions: v.pipe(v.array(v.pipe(v.array(v.string()), v.maxLength(30))), v.minLength(1)),
  Metrics: v.pipe(v.array(metric), v.minLength(1), v.maxLength(100)),
});
const metadata = v.object({
  Timestamp: v.pipe(v.number(), v.integer()),
  CloudWatchMetrics: v.array(directive),
});

/** Every reference of the metadata must be a member of the line: dimensions texts, metrics finite numbers. */
export function expectEmf(line: Record<string, unknown>): v.InferOutput<typeof metadata> {
  const parsed = v.parse(metadata, line._aws);
  for (const { Dimensions, Metrics } of parsed.CloudWatchMetrics) {
    for (const name of Dimensions.flat()) expect(line[name]).toMatch(/^[\x20-\x7e]{1,1024}$/);
    for (const { Name } of Metrics) expect(Number.isFinite(line[Name])).toBe(true);
    expect(new Set(Metrics.map(({ Name }) => Name)).size).toBe(Metrics.length);
  }
  return parsed;
}
