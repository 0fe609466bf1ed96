// The statements of a role, as IAM would read them.
import * as v from 'valibot';
import { evaluate } from './evaluate.ts';
import type { Template } from './template.ts';

const list = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => [value].flat()),
);
const statement = v.object({
  Effect: v.literal('Allow'),
  Action: list,
  Resource: list,
  Condition: v.optional(v.record(v.string(), v.record(v.string(), v.string()))),
});
const roleSchema = v.strictObject({
  AssumeRolePolicyDocument: v.object({
    Statement: v.tuple([
      v.object({
        Effect: v.literal('Allow'),
        Principal: v.object({ Service: v.string() }),
        Action: v.literal('sts:AssumeRole'),
        Condition: v.optional(v.unknown()),
      }),
    ]),
  }),
  Policies: v.array(v.object({ PolicyDocument: v.object({ Statement: v.array(statement) }) })),
});

/** A permission: one action on one pattern of resources. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly condition: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
}

/** What a role may do, and which service takes it on. */
export interface Role {
  readonly service: string;
  readonly permissions: readonly Permission[];
}

/**
 * Reads a role. It has inline policies that allow, and nothing else: no managed policy, no wildcard in an action.
 * @throws ValiError when it is anything else
 */
export function readRole(template: Template, id: string): Role {
  const role = v.parse(roleSchema, evaluate(template, template.Resources[id]?.Properties));
  const [{ Principal }] = role.AssumeRolePolicyDocument.Statement;
  const permissions = role.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).flatMap((one) =>
    one.Action.flatMap((action) =>
      one.Resource.map((resource) => ({ action, resource, condition: one.Condition })),
    ),
  );
  return { service: Principal.Service, permissions };
}

/** Whether a pattern of IAM takes in a resource: `*` is any text, `?` any character. */
export function matches(pattern: string, resource: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(resource);
}
