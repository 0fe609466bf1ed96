// Alarms and the dashboard look at metrics that there really are, and no failure that the operator must act on is silent.
import { jest } from '@jest/globals';
import * as v from 'valibot';
import { CODES } from '../../lib/codes.ts';
import { isAwsMetric } from './support/check-resources.ts';
import { evaluate } from './support/evaluate.ts';
import { alarmMetrics, type Watched, widgetMetrics, widgetsOf, writtenMetrics } from './support/metrics.ts';
import { functionId, functionNames, packageTemplate, resourcesOf } from './support/template.ts';

jest.setTimeout(120_000);

const NAMESPACE = 'WixCredits/dev';
const functions = await functionNames();
const { template } = await packageTemplate();
const { template: off } = await packageTemplate({ monitorMode: 'off' });
const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm');
const isWritten = await writtenMetrics();
const filters = resourcesOf(template, 'AWS::Logs::MetricFilter').map(([, { Properties }]) =>
  v.parse(
    v.object({
      LogGroupName: v.string(),
      FilterPattern: v.string(),
      MetricTransformations: v.tuple([
        v.object({ MetricNamespace: v.string(), MetricName: v.string(), MetricValue: v.literal('1') }),
      ]),
    }),
    evaluate(template, Properties),
  ),
);

/** Whether a metric is one of AWS's, one that a filter makes out of logs, or one that the code writes. */
function exists({ namespace, name, dimensions }: Watched): boolean {
  const keys = Object.keys(dimensions);
  if (namespace.startsWith('AWS/')) return isAwsMetric(namespace, name, keys);
  if (namespace !== NAMESPACE) return false;
  const isFiltered = filters.some(({ MetricTransformations: [to] }) => to.MetricName === name);
  return (isFiltered && keys.length === 0) || isWritten({ name, dimensions });
}

describe('the metrics', () => {
  it('that alarms watch are there, in those dimensions', () => {
    const watched = alarmMetrics(template);
    expect(watched.length).toBeGreaterThan(alarms.length);
    expect(watched.filter((one) => !exists(one))).toEqual([]);
  });

  it('that widgets show are there, in those dimensions', () => {
    const watched = widgetMetrics(template);
    expect(watched.length).toBeGreaterThan(20);
    expect(watched.filter((one) => !exists(one))).toEqual([]);
  });

  it.each([
    ['ReadingsTaken', { operation: 'balance' }],
    ['ReadingsTaken', { operation: 'nobody' }],
    ['ReadingsTaken', {}],
    ['Failures', { code: 'Unheard' }],
    ['WixRequests', { operation: 'authorizer' }],
    ['Crashes', { operation: 'monitor' }],
  ])('%s of %j would not be taken for one', (name, dimensions) => {
    expect(exists({ where: 'here', namespace: NAMESPACE, name, dimensions })).toBe(false);
  });

  it('of two stages do not mix', async () => {
    const { template: prod } = await packageTemplate({}, 'prod');
    const names = new Set([...alarmMetrics(prod), ...widgetMetrics(prod)].map(({ namespace }) => namespace));
    expect([...names].filter((name) => !name.startsWith('AWS/'))).toEqual(['WixCredits/prod']);
    for (const name of functions) {
      const { Environment } = prod.Resources[functionId(name)]?.Properties ?? {};
      expect(Environment).toMatchObject({ Variables: { METRICS_NAMESPACE: 'WixCredits/prod' } });
    }
  });
});

describe('an alarm', () => {
  it('of its own has every code that the operator must act on, and no other code of a caller', () => {
    const codes = alarmMetrics(template)
      .filter(({ dimensions }) => Object.keys(dimensions).join() === 'code')
      .map(({ dimensions }) => dimensions.code);
    const operators = Object.entries(CODES).flatMap(([code, { actor }]) =>
      actor === 'operator' ? [code] : [],
    );
    const upstream = Object.entries(CODES).flatMap(([code, { actor }]) =>
      actor === 'upstream' ? [code] : [],
    );
    expect(codes.toSorted()).toEqual([...operators, ...upstream].toSorted());
  });

  it('goes to the topic of the operator, when it goes off and when it is over, and says what to do', () => {
    for (const [id, { Properties }] of alarms) {
      const { AlarmActions, OKActions, AlarmDescription } = Properties;
      expect([id, AlarmActions, OKActions]).toEqual([id, [{ Ref: 'Operations' }], [{ Ref: 'Operations' }]]);
      expect(AlarmDescription).toMatch(/The operator |Nobody here /);
    }
  });

  it('of the monitor takes silence for bad news; every other one takes it for none', () => {
    const breaching = alarms.filter(([, { Properties }]) => Properties.TreatMissingData === 'breaching');
    expect(breaching.map(([id]) => id)).toEqual(['MonitorStale']);
    const rest = alarms.filter(([id]) => id !== 'MonitorStale');
    expect(new Set(rest.map(([, { Properties }]) => Properties.TreatMissingData))).toEqual(
      new Set(['notBreaching']),
    );
  });

  it('waits an hour for the monitor, and three for that of a fleet', async () => {
    const { template: fleet } = await packageTemplate({ monitorMode: 'fleet' });
    const periods = [template, fleet].map((one) => one.Resources.MonitorStale?.Properties.EvaluationPeriods);
    expect(periods).toEqual([4, 12]);
  });

  it('of a monitor that is off is silent', () => {
    expect(template.Resources.MonitorStale?.Properties.ActionsEnabled).toBe(true);
    expect(off.Resources.MonitorStale?.Properties.ActionsEnabled).toBe(false);
  });

  it('watches at most ten metrics, which is what CloudWatch allows', () => {
    const counts = Map.groupBy(alarmMetrics(template), ({ where }) => where);
    expect(Math.max(...[...counts.values()].map(({ length }) => length))).toBeLessThanOrEqual(10);
  });

  it('hears when Lambda refuses a function; the monitor is called again instead, and ends in the dead letters', () => {
    const names = alarmMetrics(template).flatMap(({ name, dimensions }) =>
      name === 'Throttles' ? [dimensions.FunctionName] : [],
    );
    const others = functions.filter((name) => name !== 'monitor').map((name) => `wix-credits-dev-${name}`);
    expect(names.toSorted()).toEqual(others.toSorted());
  });
});

describe('a crash', () => {
  it('is counted in the log of every function', () => {
    expect(filters.map(({ LogGroupName }) => LogGroupName).toSorted()).toEqual(
      functions.map((name) => `/aws/lambda/wix-credits-dev-${name}`).toSorted(),
    );
  });

  it.each([
    ['2026-11-22T12:00:29.123Z 5f2c Task timed out after 29.00 seconds', true],
    ['RequestId: 5f2c Error: Runtime exited with error: signal: killed', true],
    [
      '{"level":"ERROR","message":"Uncaught Exception"} Uncaught Exception {"errorType":"Runtime.ImportModuleError"}',
      true,
    ],
    ['REPORT RequestId: 5f2c Duration: 12.30 ms Billed Duration: 13 ms', false],
    ['{"level":"error","message":"The call failed.","code":"Internal"}', false],
  ])('is what Lambda writes then: %s', (text, isCrash) => {
    for (const { FilterPattern } of filters) {
      const terms = [...FilterPattern.matchAll(/\?"([^"]+)"/g)].map(([, term = '']) => term);
      expect(terms.some((term) => text.includes(term))).toBe(isCrash);
    }
  });
});

describe('the dashboard', () => {
  const widgets = widgetsOf(template);

  it('shows every alarm', () => {
    const shown = widgets.flatMap(({ properties }) => properties.alarms);
    expect(shown.toSorted()).toEqual(
      alarms.map(([id]) => `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${id.toLowerCase()}`).toSorted(),
    );
  });

  it('lays no widget over another, in its 24 columns', () => {
    const cells = widgets.flatMap(({ x, y, width, height }) =>
      Array.from(
        { length: width * height },
        (_, place) => `${x + (place % width)} ${y + Math.floor(place / width)}`,
      ),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...widgets.map(({ x, width }) => x + width))).toBe(24);
  });
});
