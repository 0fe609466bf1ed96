// The first line of an object, without reading the rest of it.
import type { Store } from '../../store/store.ts';

/** No first line of this bundle is nearly as long: an export's head names its parts. */
const LONGEST = 1024 * 1024;

/** The line without its break; undefined when there is no object, or no line in what may be one. */
export async function firstLine(store: Pick<Store, 'stream'>, key: string): Promise<string | undefined> {
  const chunks = await store.stream(key);
  if (chunks === undefined) return undefined;
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const end = chunk.indexOf(10);
    parts.push(end < 0 ? chunk : chunk.subarray(0, end));
    length += chunk.length;
    if (end >= 0) return Buffer.concat(parts).toString();
    if (length > LONGEST) return undefined;
  }
  return undefined;
}
