// Holds the resources of a template against AWS's own descriptions of their types.
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { PropertyType, ResourceProperties } from '@aws-cdk/service-spec-types';
import type { Template } from './template.ts';

const spec = loadAwsServiceSpecSync();

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What comes out of an intrinsic function is known only when the stack stands; its targets are checked elsewhere. */
const isIntrinsic = (value: unknown): boolean =>
  isObject(value) && Object.keys(value).length === 1 && /^(Ref|Fn::\w+)$/.test(Object.keys(value)[0] ?? '');

/** CloudFormation reads numbers and booleans out of texts as well. */
const SCALARS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => ['string', 'number', 'boolean'].includes(typeof value),
  number: (value) =>
    ['string', 'number'].includes(typeof value) && value !== '' && Number.isFinite(Number(value)),
  integer: (value) =>
    ['string', 'number'].includes(typeof value) && value !== '' && Number.isInteger(Number(value)),
  boolean: (value) => ['true', 'false'].includes(String(value)),
  json: (value) => isObject(value) || typeof value === 'string',
  'date-time': (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  tag: isObject,
};

const allowed = (type: PropertyType): readonly unknown[] | undefined =>
  'allowedValues' in type ? type.allowedValues : undefined;

/** What is wrong with a value, each finding with its path. */
function check(value: unknown, type: PropertyType, path: string): string[] {
  if (isIntrinsic(value)) return [];
  if (type.type === 'union') {
    const findings = type.types.map((one) => check(value, one, path));
    return findings.some((one) => one.length === 0) ? [] : (findings[0] ?? []);
  }
  if (type.type === 'array') {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((one, place) => check(one, type.element, `${path}[${place}]`));
  }
  if (type.type === 'map') {
    if (!isObject(value)) return [`${path} is no map`];
    return Object.entries(value).flatMap(([key, one]) => check(one, type.element, `${path}.${key}`));
  }
  if (type.type === 'ref') {
    const { properties } = spec.get('typeDefinition', type.reference);
    return isObject(value) ? checkProperties(value, properties, path) : [`${path} is no object`];
  }
  if (SCALARS[type.type]?.(value) !== true) return [`${path} is no ${type.type}`];
  const values = allowed(type);
  return values === undefined || values.some((one) => String(one) === String(value))
    ? []
    : [`${path} is none of ${values.join(', ')}`];
}

function checkProperties(
  value: Readonly<Record<string, unknown>>,
  properties: ResourceProperties,
  path: string,
): string[] {
  const missing = Object.entries(properties)
    .filter(([name, { required }]) => required === true && value[name] === undefined)
    .map(([name]) => `${path}.${name} is missing`);
  const wrong = Object.entries(value).flatMap(([name, one]) => {
    const property = properties[name];
    return property === undefined
      ? [`${path}.${name} is unknown`]
      : check(one, property.type, `${path}.${name}`);
  });
  return [...missing, ...wrong];
}

/** Every property that AWS does not know, every one that it misses, and every value of the wrong kind. */
export function checkResources({ Resources }: Template): string[] {
  return Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    const [resource] = spec.lookup('resource', 'cloudFormationType', 'equals', Type);
    return resource === undefined
      ? [`${id}: there is no ${Type}`]
      : checkProperties(Properties, resource.properties, id);
  });
}

/** The attributes that `Fn::GetAtt` can ask of a type; undefined of a type that is unknown. */
export function attributesOf(type: string): readonly string[] | undefined {
  const [resource] = spec.lookup('resource', 'cloudFormationType', 'equals', type);
  return resource === undefined ? undefined : Object.keys(resource.attributes);
}

/** Whether AWS documents a metric with just these dimensions. */
export function isAwsMetric(namespace: string, name: string, dimensions: readonly string[]): boolean {
  const key = dimensions.toSorted().join();
  return spec
    .lookup('metric', 'namespace', 'equals', namespace)
    .filter((metric) => metric.name === name)
    .some((metric) =>
      spec.follow('usesDimensionSet', metric).some(
        ({ entity }) =>
          entity.dimensions
            .map((one) => one.name)
            .toSorted()
            .join() === key,
      ),
    );
}
