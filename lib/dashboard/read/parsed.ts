// JSON that may be broken: on a page, one broken object must not cost all the others.
import * as v from 'valibot';

/** The value that a text is the JSON of, by a schema; undefined when it is none. Whoever wrote it, tells of it. */
export function parsed<T>(schema: v.GenericSchema<unknown, T>, text: string | undefined): T | undefined {
  try {
    const result = v.safeParse(schema, JSON.parse(text ?? ''));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
