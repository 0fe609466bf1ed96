// Scripted faults: which requests they meet, and how often.
import * as v from 'valibot';

const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Which requests a fault meets; what is absent meets all. */
const matchSchema = v.strictObject({
  method: v.optional(v.string()),
  /** The path, or with a `*` at its end all that begin so. */
  path: v.optional(v.string()),
  siteId: v.optional(v.string()),
  /** Lets so many requests that match go by first. */
  after: v.optional(wholeNumber),
});

const common = {
  match: v.optional(matchSchema),
  /** How many requests it meets; absent: all until the faults are cleared. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Waits so many ms first. */
  delayMs: v.optional(wholeNumber),
  /** The request is carried out before the fault hides its answer, as when a reset comes late. */
  handled: v.optional(v.boolean()),
};

/** The schema of a fault, as a test or the control route gives it. */
export const faultSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('status'),
    status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
    /** `wix` is the body that Wix would give with the status, and the default. */
    body: v.optional(v.picklist(['wix', 'html', 'empty'])),
    /** A JSON body of one's own, in place of `body`. */
    json: v.optional(v.unknown()),
    headers: v.optional(v.record(v.string(), v.string())),
    /** The text of a Retry-After header, in whatever form. */
    retryAfter: v.optional(v.string()),
    ...common,
  }),
  v.strictObject({ kind: v.literal('delay'), ...common, delayMs: wholeNumber }),
  v.strictObject({ kind: v.literal('hang'), ...common }),
  v.strictObject({ kind: v.literal('reset-before-headers'), ...common }),
  v.strictObject({ kind: v.literal('reset-after-headers'), ...common }),
  /** The first half of the body, then a reset. */
  v.strictObject({ kind: v.literal('half-body'), ...common }),
  /** The first half of the body, ended as if it were whole. */
  v.strictObject({ kind: v.literal('cut-body'), ...common }),
  v.strictObject({
    kind: v.literal('slow-body'),
    /** ms between the pieces of the body, eight in all. */
    pauseMs: wholeNumber,
    ...common,
  }),
]);

/** A fault; see the schema for its fields. */
export type Fault = v.InferOutput<typeof faultSchema>;

/** What of a request decides whether a fault meets it. */
export interface FaultTarget {
  readonly method: string;
  readonly path: string;
  readonly siteId: string | undefined;
}

/** The faults in the order in which they were given; the first that matches meets the request. */
export interface Faults {
  /** @throws v.ValiError when it is no fault. */
  add(fault: Fault): void;
  clear(): void;
  /** Those that can still strike. */
  list(): readonly Fault[];
  /** The fault that meets this request, which is counted. */
  strike(target: FaultTarget): Fault | undefined;
}

interface Scripted {
  readonly fault: Fault;
  skip: number;
  left: number;
}

/** An empty script of faults. */
export function createFaults(): Faults {
  let scripted: Scripted[] = [];
  return {
    add: (given) => {
      const fault = v.parse(faultSchema, given);
      scripted.push({ fault, skip: fault.match?.after ?? 0, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    clear: () => {
      scripted = [];
    },
    list: () => scripted.map(({ fault }) => fault),
    strike: (target) => {
      for (const entry of scripted) {
        if (!matches(entry.fault, target)) continue;
        if (entry.skip > 0) {
          entry.skip--;
          continue;
        }
        entry.left--;
        if (entry.left === 0) scripted = scripted.filter((other) => other !== entry);
        return entry.fault;
      }
      return undefined;
    },
  };
}

function matches({ match }: Fault, target: FaultTarget): boolean {
  if (match?.method !== undefined && match.method !== target.method) return false;
  if (match?.siteId !== undefined && match.siteId !== target.siteId) return false;
  if (match?.path === undefined) return true;
  return match.path.endsWith('*')
    ? target.path.startsWith(match.path.slice(0, -1))
    : target.path === match.path;
}
