// What API Gateway asks its Lambda authorizer: as an HTTP API (payload 2.0) or as a REST API (payload 1.0, REQUEST or TOKEN).
import * as v from 'valibot';
import { presentedSession } from './token.ts';

/** A question of the gateway, without its form. */
export interface Question {
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
  /** The session of a browser. */
  readonly session: string | undefined;
  readonly method: string;
  /** The path of the request or of the gateway's route, without the stage. */
  readonly path: string;
  /** Payload 1.0: ARN of API and stage, the beginning of every resource of an IAM policy; else a simple answer is wanted. */
  readonly policyBase: string | undefined;
}

const headers = v.nullish(v.record(v.string(), v.string()));

const simple = v.object({
  version: v.literal('2.0'),
  routeKey: v.optional(v.string(), ''),
  rawPath: v.optional(v.string(), ''),
  headers,
  cookies: v.optional(v.array(v.string()), []),
  requestContext: v.object({ stage: v.string(), http: v.object({ method: v.string() }) }),
});

const policy = v.object({
  methodArn: v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const [, base, method, path] = /^(arn:[^/*?]+\/[^/*?]+)\/([A-Z]+)(\/.*)$/.exec(dataset.value) ?? [];
      if (base !== undefined && method !== undefined && path !== undefined) return { base, method, path };
      addIssue({ message: 'expected the ARN of a method' });
      return NEVER;
    }),
  ),
  headers,
  authorizationToken: v.optional(v.string()),
});

type Headers = v.InferOutput<typeof headers>;

/** The values of a header. Header names come in any case, depending on the gateway. */
const valuesOf = (all: Headers, header: string) =>
  Object.entries(all ?? {}).flatMap(([name, value]) => (name.toLowerCase() === header ? [value] : []));

/** Two headers that differ in case count as none. */
function authorizationOf(all: Headers): string | undefined {
  const found = valuesOf(all, 'authorization');
  return found.length === 1 ? found[0] : undefined;
}

function readSimple(event: v.InferOutput<typeof simple>): Question {
  const { stage, http } = event.requestContext;
  // The route that the gateway matched; a catch-all (`$default`, `ANY /{proxy+}`) leaves the path of the request.
  const [, method, template] = /^(GET|POST) (\/.*)$/.exec(event.routeKey) ?? [];
  const path = event.rawPath.startsWith(`/${stage}/`) ? event.rawPath.slice(stage.length + 1) : event.rawPath;
  const catchAll = template === undefined || template.includes('+}');
  return {
    authorization: authorizationOf(event.headers),
    session: presentedSession([...event.cookies, ...valuesOf(event.headers, 'cookie')]),
    method: method ?? http.method,
    path: catchAll ? path : template,
    policyBase: undefined,
  };
}

/** Reads the event of an authorizer; undefined when it is none. */
export function readQuestion(event: unknown): Question | undefined {
  const asSimple = v.safeParse(simple, event);
  if (asSimple.success) return readSimple(asSimple.output);
  const asPolicy = v.safeParse(policy, event);
  if (!asPolicy.success) return undefined;
  const { methodArn, headers: given, authorizationToken } = asPolicy.output;
  return {
    authorization: authorizationOf(given) ?? authorizationToken,
    session: presentedSession(valuesOf(given, 'cookie')),
    method: methodArn.method,
    path: methodArn.path,
    policyBase: methodArn.base,
  };
}
