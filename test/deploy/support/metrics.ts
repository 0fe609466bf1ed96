// The metrics that a template looks at, and those that the code writes.
import * as v from 'valibot';
import { createAuthorizer } from '../../../lib/auth/authorizer.ts';
import { CODES } from '../../../lib/codes.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import { defineOperation } from '../../../lib/operation/operation.ts';
import { evaluate } from './evaluate.ts';
import { ownCode } from './own-code.ts';
import { functionNames, resourcesOf, type Template } from './template.ts';

/** A metric that somebody looks at; `where` is the alarm or the widget. Of a search, dimensions have no values. */
export interface Watched {
  readonly where: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string | undefined>>;
}

const dimension = v.object({ Name: v.string(), Value: v.string() });
const metric = v.object({
  Namespace: v.string(),
  MetricName: v.string(),
  Dimensions: v.optional(v.array(dimension), []),
});
const alarmSchema = v.object({
  Metrics: v.optional(v.array(v.object({ MetricStat: v.optional(v.object({ Metric: metric })) })), []),
});

/** The metrics of all alarms. */
export function alarmMetrics(template: Template): Watched[] {
  return resourcesOf(template, 'AWS::CloudWatch::Alarm').flatMap(([where, { Properties }]) => {
    const properties = evaluate(template, Properties);
    const listed = v
      .parse(alarmSchema, properties)
      .Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []);
    const metrics = listed.length > 0 ? listed : [v.parse(metric, properties)];
    return metrics.map(({ Namespace, MetricName, Dimensions }) => ({
      where,
      namespace: Namespace,
      name: MetricName,
      dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
    }));
  });
}

const widget = v.object({
  x: v.number(),
  y: v.number(),
  width: v.number(),
  height: v.number(),
  properties: v.object({
    title: v.string(),
    alarms: v.optional(v.array(v.string()), []),
    metrics: v.optional(v.array(v.array(v.unknown())), []),
  }),
});
const body = v.object({ widgets: v.array(widget) });

/** A widget of the dashboard. */
export type Widget = v.InferOutput<typeof widget>;

/** The widgets of the dashboard. */
export function widgetsOf(template: Template): Widget[] {
  const { DashboardBody } = template.Resources.OperationsDashboard?.Properties ?? {};
  return v.parse(body, JSON.parse(v.parse(v.string(), evaluate(template, DashboardBody)))).widgets;
}

const SEARCH = /^SEARCH\('\{([^,}]+),([^}]+)\} MetricName="(\w+)"', '\w+', \d+\)$/;

/** The metrics of all widgets. */
export function widgetMetrics(template: Template): Watched[] {
  return widgetsOf(template).flatMap(({ properties: { title, metrics } }) =>
    metrics.map((line) => {
      const texts = line.filter((one) => typeof one === 'string');
      const [namespace, name, ...pairs] = texts;
      if (namespace !== undefined && name !== undefined) {
        const entries = pairs.flatMap((key, place) =>
          place % 2 === 0 ? [[key, pairs[place + 1]] as const] : [],
        );
        return { where: title, namespace, name, dimensions: Object.fromEntries(entries) };
      }
      const { expression } = v.parse(v.object({ expression: v.string() }), line[0]);
      const [, searched = '', keys = '', found = ''] = SEARCH.exec(expression) ?? [];
      const dimensions = Object.fromEntries(keys.split(',').map((key) => [key, undefined]));
      return { where: title, namespace: searched, name: found, dimensions };
    }),
  );
}

const line = v.object({
  _aws: v.object({
    CloudWatchMetrics: v.array(
      v.object({
        Namespace: v.string(),
        Dimensions: v.array(v.array(v.string())),
        Metrics: v.array(v.object({ Name: v.string() })),
      }),
    ),
  }),
});

/** The metrics in a line, each as `name by dimensions`. */
function metricsIn(text: string): string[] {
  return v
    .parse(line, JSON.parse(text))
    ._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) =>
      Metrics.flatMap(({ Name }) => Dimensions.map((keys) => `${Name} by ${keys.toSorted().join()}`)),
    );
}

/** What a call of any function writes, and what a call of the authorizer does: here, one that fails. */
async function writtenByAll(): Promise<{ readonly functions: string[]; readonly authorizer: string[] }> {
  const lines: string[] = [];
  const options = { environment: {}, write: (text: string) => void lines.push(text) };
  const failing = defineOperation({
    name: 'failing',
    description: 'Fails.',
    routes: [],
    input: v.object({}),
    output: v.unknown(),
    run: async () => Promise.reject(new Error('Fails.')),
  });
  const ignore = () => undefined;
  await createHandler(failing, () => undefined, options)({}).catch(ignore);
  await createAuthorizer(options)({}).catch(ignore);
  const [functions = '', authorizer = ''] = lines;
  return { functions: metricsIn(functions), authorizer: metricsIn(authorizer) };
}

/** Tells whether the code writes a metric in these dimensions. */
export async function writtenMetrics(): Promise<(watched: Omit<Watched, 'where' | 'namespace'>) => boolean> {
  const base = await writtenByAll();
  const written = new Map<string, readonly string[]>();
  for (const name of await functionNames()) {
    const counted = [...(await ownCode(name)).matchAll(/metrics\.count\("(\w+)"/g)].map(
      ([, one]) => `${one} by operation`,
    );
    written.set(name, name === 'authorizer' ? base.authorizer : [...base.functions, ...counted]);
  }
  return ({ name, dimensions }) => {
    const { operation, code } = dimensions;
    if (code !== undefined && !(code in CODES)) return false;
    const metrics = operation === undefined ? [...written.values()].flat() : (written.get(operation) ?? []);
    return metrics.includes(`${name} by ${Object.keys(dimensions).toSorted().join()}`);
  };
}
