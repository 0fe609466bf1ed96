// Bytes → decoded lines, as they come; the last one must end like the others.
import { hasCode, Unreadable } from './unreadable.ts';

/**
 * The lines of UTF-8 text without their ends, in groups. A line goes on past an end that `isWhole` says no to.
 * @throws Unreadable when the bytes are no UTF-8 or the text stops before a line end.
 */
export async function* readLines(
  bytes: AsyncIterable<Uint8Array>,
  lineEnd: string,
  isWhole: (line: string) => boolean = () => true,
): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  const take = (text: string): string[] => {
    rest += text;
    const lines: string[] = [];
    let start = 0;
    for (let end = rest.indexOf(lineEnd); end >= 0; end = rest.indexOf(lineEnd, end + lineEnd.length)) {
      const line = rest.slice(start, end);
      if (!isWhole(line)) continue;
      lines.push(line);
      start = end + lineEnd.length;
    }
    rest = rest.slice(start);
    return lines;
  };
  try {
    for await (const chunk of bytes) yield take(decoder.decode(chunk, { stream: true }));
    yield take(decoder.decode());
  } catch (error) {
    throw hasCode(error, 'ERR_ENCODING') ? new Unreadable('the text is not UTF-8', error) : error;
  }
  if (rest !== '') throw new Unreadable('the text stops in the middle of a line');
}
