// What an operation is: one typed function with its schemas and its routes, whoever calls it.
import type * as v from 'valibot';
import type { Call } from '../call.ts';
import type { Fields, HttpRequest } from './http-request.ts';
import type { Problem } from './problem.ts';

/** What a client token may do. */
export type Scope =
  | 'credits:read'
  | 'translations:write'
  | 'exports:read'
  | 'exports:write'
  | 'transactions:write';

/** One query field of a route. */
export interface QueryField {
  /** The input field that it fills. */
  readonly name: string;
  /**
   * `text`: as it is. `number`: a number when the text is a decimal number, else the text, so that the schema names it.
   * `list`: all values of a repeated or comma-separated field. A repeated field that is no list is `InvalidInput`.
   */
  readonly type: 'text' | 'number' | 'list';
}

/** How an output leaves over HTTP where it is not plain JSON with the route's status. */
export interface Presentation {
  readonly status?: number;
  /** Lower-case names; they win over the usual headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body as text; left out: the output as JSON. */
  readonly body?: string;
}

/** A route that API Gateway or a function URL serves. */
export interface Route<Output = unknown> {
  readonly method: 'GET' | 'POST';
  /** A template: `/v1/sites/{siteId}/translation-credits`; its parameters fill the input fields of the same name. */
  readonly path: string;
  /** What the client's token must allow; the authorizer checks it. */
  readonly scope: Scope;
  /** The query fields by their name in the URL; others are refused, but for those that a path parameter overrides. */
  readonly query?: Readonly<Record<string, QueryField>>;
  /** Input fields that this route fixes; a body that names one is refused. */
  readonly constants?: Readonly<Record<string, string>>;
  /** Input fields that the request itself gives, such as its client; a body that names one is refused. */
  readonly given?: (request: HttpRequest) => Fields;
  /** The status of a success, default 200. */
  readonly status?: number;
  /** Reads a body that is not JSON, see `readForm`. */
  readonly body?: (request: HttpRequest, limit?: number) => Fields;
  /** The largest body in bytes, default 1 MiB. */
  readonly maxBodyBytes?: number;
  /** For an answer that is not plain JSON: an HTML page, a 202 with a Location. */
  readonly present?: (output: Output) => Presentation;
  /** The page of a failure, for a request that accepts HTML; every other one gets the problem body. Its status stays. */
  readonly presentProblem?: (problem: Problem) => Omit<Presentation, 'status'>;
}

/** A typed operation. `Services` is what it needs to do its work: clients made once per execution environment. */
export interface Operation<Input, Output, Services> {
  /** The function's name, as in `functions/<name>`; it is the dimension of the metrics. */
  readonly name: string;
  readonly description: string;
  readonly routes: readonly Route<NoInfer<Output>>[];
  /**
   * Of the plain input, whatever the door. Its objects are closed: a field that it does not name is refused. The
   * checks know `object`, `array`, `tuple`, `record`, the optional and nullable wrappers, `union`, `variant` and
   * `lazy`; they do not look into `intersect`. A schema's own message is shown as it is ("expected a GUID").
   */
  readonly input: v.GenericSchema<unknown, Input>;
  readonly output: v.GenericSchema<unknown, Output>;
  /** @throws Failure with a code of the contract; anything else becomes `Internal`. */
  readonly run: (input: NoInfer<Input>, call: Call, services: Services) => Promise<NoInfer<Output>>;
}

/** Declares an operation; its types come from its schemas. */
export function defineOperation<Input, Output, Services>(
  operation: Operation<Input, Output, Services>,
): Operation<Input, Output, Services> {
  return operation;
}
