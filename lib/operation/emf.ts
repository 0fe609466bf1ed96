// Metrics as CloudWatch reads them out of a log line: the Embedded Metric Format.

/** CloudWatch takes at most 100 metrics a directive. */
const MOST_METRICS = 100;

const UNITS: Readonly<Record<string, string>> = { Duration: 'Milliseconds' };

/**
 * The members that make a log line carry metrics, by operation; a failure is counted by its code as well, of the operation
 * and of all operations together.
 * Values that are no finite numbers are left out, because CloudWatch would drop the whole line.
 * @param namespace where CloudWatch keeps them, see `metricsNamespace`
 * @param time ms since 1970
 */
export function emf(
  namespace: string,
  operation: string,
  failureCode: string | undefined,
  metrics: Readonly<Record<string, number>>,
  time: number,
) {
  const values = Object.entries(metrics)
    .filter(([, value]) => Number.isFinite(value))
    .slice(0, MOST_METRICS);
  const directive = (dimensions: readonly (readonly string[])[], names: readonly string[]) => ({
    Namespace: namespace,
    Dimensions: dimensions,
    Metrics: names.map((Name) => ({ Name, Unit: UNITS[Name] ?? 'Count' })),
  });
  const directives = [
    directive(
      [['operation']],
      values.map(([name]) => name),
    ),
  ];
  if (failureCode !== undefined) directives.push(directive([['operation', 'code'], ['code']], ['Failures']));
  return {
    _aws: { Timestamp: time, CloudWatchMetrics: directives },
    operation,
    ...(failureCode === undefined ? {} : { code: failureCode }),
    ...Object.fromEntries(values),
  };
}
