// Follows the references of a template: their targets, their attributes, and whether they go round in circles.
import * as v from 'valibot';
import { attributesOf } from './check-resources.ts';
import type { Template } from './template.ts';

/** A reference: `attribute` is undefined for `Ref`. */
interface Reference {
  readonly id: string;
  readonly attribute?: string | undefined;
}

const getAtt = v.tuple([v.string(), v.string()]);
const subWithValues = v.tuple([v.string(), v.record(v.string(), v.unknown())]);

/** The references in the text of `Fn::Sub`, but for those to its own values. */
function inText(text: string, own: readonly string[]): Reference[] {
  const references = [...text.matchAll(/\$\{([^!}]+)\}/g)].map(([, inside = '']) => {
    const [id = '', ...attribute] = inside.split('.');
    return { id, attribute: attribute.length === 0 ? undefined : attribute.join('.') };
  });
  return references.filter(({ id }) => !own.includes(id));
}

/** All references in a value. */
export function referencesIn(value: unknown): Reference[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): Reference[] => {
    if (key === 'Ref') return [{ id: v.parse(v.string(), inner) }];
    if (key === 'Fn::GetAtt') {
      const [id, attribute] = v.parse(getAtt, inner);
      return [{ id, attribute }];
    }
    if (key !== 'Fn::Sub') return referencesIn(inner);
    if (typeof inner === 'string') return inText(inner, []);
    const [text, values] = v.parse(subWithValues, inner);
    return [...inText(text, Object.keys(values)), ...referencesIn(values)];
  });
}

/** Every reference to something that is not there, or to an attribute that it does not have. */
export function checkReferences(template: Template): string[] {
  const { Resources, Parameters, Outputs, Conditions } = template;
  return referencesIn([Resources, Outputs, Conditions]).flatMap(({ id, attribute }) => {
    if (id.startsWith('AWS::')) return [];
    const resource = Resources[id];
    if (attribute === undefined) return resource || Parameters[id] ? [] : [`There is no ${id}`];
    if (resource === undefined) return [`There is no ${id}`];
    const known = attributesOf(resource.Type) ?? [];
    return known.includes(attribute) ? [] : [`${id} (${resource.Type}) has no ${attribute}`];
  });
}

/** A way from a resource round to itself, or undefined where CloudFormation can make them one after the other. */
export function findCircle({ Resources }: Template): string[] | undefined {
  const needs = (id: string): string[] => {
    const { DependsOn = [], Properties } = Resources[id] ?? { Properties: {} };
    const named = referencesIn(Properties).map((reference) => reference.id);
    return [...new Set([DependsOn, named].flat())].filter((one) => one in Resources);
  };
  const done = new Set<string>();
  const walk = (id: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(id)) return [...way.slice(way.indexOf(id)), id];
    if (done.has(id)) return undefined;
    for (const next of needs(id)) {
      const circle = walk(next, [...way, id]);
      if (circle !== undefined) return circle;
    }
    done.add(id);
    return undefined;
  };
  for (const id of Object.keys(Resources)) {
    const circle = walk(id, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
