// The text of Wix rich content (a Ricos document), as far as counting its words needs it.
import * as v from 'valibot';
import { isDeeper } from './json-depth.ts';

/** No document needs more; with some thousands, it could be read and not be sent on. */
const DEEPEST = 500;

const node = v.object({
  nodes: v.optional(v.array(v.unknown())),
  textData: v.optional(v.object({ text: v.optional(v.string()) })),
});
const document = v.object({ nodes: v.array(v.unknown()) });

/**
 * The text of a rich content document given as JSON text: the `textData.text` of every node in reading order. The text
 * nodes of one paragraph run on, as decorations split words; nodes that hold other nodes separate words.
 * Undefined when the text is not a JSON object with `nodes`, or one that nests deeper than 500 levels.
 */
export function richText(json: string): string | undefined {
  if (isDeeper(json, DEEPEST)) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return undefined; // The caller turns it into an InvalidInput that names the field.
  }
  const root = v.safeParse(document, parsed);
  if (!root.success) return undefined;
  const pieces: string[] = [];
  const stack: unknown[] = root.output.nodes.toReversed();
  while (stack.length > 0) {
    const result = v.safeParse(node, stack.pop());
    if (!result.success) continue;
    const { nodes, textData } = result.output;
    if (textData?.text !== undefined) pieces.push(textData.text);
    if (nodes === undefined) continue;
    pieces.push(' ');
    for (let at = nodes.length - 1; at >= 0; at -= 1) stack.push(nodes[at]);
  }
  return pieces.join('');
}
