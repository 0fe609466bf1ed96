// Reads a secret from whoever types, pastes or pipes it: nothing of it is echoed.
import type { Readable, Writable } from 'node:stream';

/** Standard input; at a terminal it has the last two. */
export interface HiddenInput extends Readable {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
}

const ENTER = new Set(['\r', '\n', '\u0004']);
const ERASE = new Set(['\u007f', '\b']);
const INTERRUPT = '\u0003';

/**
 * The line that is typed at a terminal after the prompt, unseen; else all that is piped in. Without the terminal's line
 * mode, which also cuts lines after 4,095 characters, erasing and interrupting are up to this.
 * @throws Error when Ctrl-C is pressed.
 */
export async function readHidden(input: HiddenInput, output: Writable, prompt: string): Promise<string> {
  input.setEncoding('utf8');
  if (input.isTTY !== true) {
    let all = '';
    for await (const chunk of input) all += chunk;
    return all.trim();
  }
  output.write(prompt);
  input.setRawMode?.(true);
  try {
    return (await typed(input)).trim();
  } finally {
    input.setRawMode?.(false);
    input.pause();
    output.write('\n');
  }
}

function typed(input: HiddenInput): Promise<string> {
  return new Promise((resolve, reject) => {
    const letters: string[] = [];
    const hear = (chunk: string) => {
      for (const letter of chunk) {
        if (letter === INTERRUPT) return end(() => reject(new Error('Interrupted: nothing was stored.')));
        if (ENTER.has(letter)) return end(() => resolve(letters.join('')));
        if (ERASE.has(letter)) letters.pop();
        else letters.push(letter);
      }
    };
    const closed = () => end(() => resolve(letters.join('')));
    const end = (settle: () => void) => {
      input.off('data', hear).off('end', closed);
      settle();
    };
    input.on('data', hear).on('end', closed);
  });
}
