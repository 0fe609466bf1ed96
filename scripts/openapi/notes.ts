// What the document says of a route beyond its schemas: its name, its answers, the codes that it fails with, examples.
import type * as v from 'valibot';
import type { Code } from '../../lib/codes.ts';
import { balanceNotes } from './notes/balance.ts';
import { dashboardNotes } from './notes/dashboard.ts';
import { eligibilityNotes } from './notes/eligibility.ts';
import { exportNotes } from './notes/export.ts';
import { openapiNotes } from './notes/openapi.ts';
import { recordNotes } from './notes/record.ts';
import { translateNotes } from './notes/translate.ts';
import { translationCreditsNotes } from './notes/translation-credits.ts';
import { usageNotes } from './notes/usage.ts';

/** A request and its answer. A test sends the request to the running bundle and holds the answer against the schema. */
export interface Example {
  readonly summary: string;
  /** Path parameters and query fields. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly status: number;
  readonly answer: unknown;
}

/** What is said of one route. */
export interface RouteNotes {
  /** The name of the function in a generated client; default: made of method and path. */
  readonly operationId?: string;
  /** Default: the description of the operation. */
  readonly summary?: string;
  /** The schema of the answer by status; default: the operation's output with the route's status. */
  readonly answers?: Readonly<Record<number, v.GenericSchema>>;
  /** For an answer that is not JSON. */
  readonly mediaType?: string;
  /** The fields of the body, where it has fewer than the input; default: all that nothing else fills. */
  readonly fields?: readonly string[];
  /** The codes that this route can fail with; default: every one. */
  readonly codes?: readonly Code[];
  /** By a name that is unique among those of the route. */
  readonly examples?: Readonly<Record<string, Example>>;
}

/** Notes by method and path: `GET /v1/balance`. */
export type Notes = Readonly<Record<string, RouteNotes>>;

const NOTES: Notes = {
  ...balanceNotes,
  ...dashboardNotes,
  ...eligibilityNotes,
  ...exportNotes,
  ...openapiNotes,
  ...recordNotes,
  ...translateNotes,
  ...translationCreditsNotes,
  ...usageNotes,
};

/** What is said of a route; nothing, when there is no note. */
export function notesOf({ method, path }: { readonly method: string; readonly path: string }): RouteNotes {
  return NOTES[`${method} ${path}`] ?? {};
}

/** The routes that notes are about. */
export const notedRoutes = (): readonly string[] => Object.keys(NOTES);
