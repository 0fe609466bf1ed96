// Looks for secrets, and for text of customers, in log lines: as they are, and in every form in which they may hide.

/** What must not be logged. */
export type Kind = 'secret' | 'content';

/** A line that shows what it must not; `line` has it masked. */
export interface Leak {
  readonly kind: Kind;
  readonly line: string;
}

/** Shorter ones are words like any other. */
const SHORTEST: Readonly<Record<Kind, number>> = { secret: 8, content: 10 };
const INDEXED = 8;
/** Credentials that grant something without being known here: signed URLs, signatures, cookies and headers with a token. */
const SHAPES =
  /X-Amz-(?:Signature|Security-Token)=\w|AWS4-HMAC-SHA256 Credential=|__Host-wix-credits=\d|\bBearer [\w-]{32,}/;

/** Base64 of a text that stands anywhere in what was encoded: what surrounds it changes its ends, not its middle. */
function insideBase64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const middle = encoded.slice(
      before === 0 ? 0 : before + 1,
      (before + bytes.length) % 3 === 0 ? undefined : -1,
    );
    return [middle, middle.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Every form of a text that is looked for. */
function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const json = JSON.stringify(text).slice(1, -1);
  const forms = [
    text,
    json,
    encodeURIComponent(text.toWellFormed()),
    bytes.toString('hex'),
    ...insideBase64(bytes),
  ];
  return [...new Set(forms)].filter((form) => form.length >= INDEXED);
}

/** Gathers lines and secrets, in whatever order they come, and finds the one in the other. */
export class LeakWatch {
  readonly #lines = new Set<string>();
  readonly #hidden = new Map<string, Kind>();

  /** Notes a line that was logged. */
  line(line: string): void {
    this.#lines.add(line);
  }

  /** Notes a text that must not be logged. */
  hide(kind: Kind, text: string | undefined): void {
    if (text !== undefined && text.trim().length >= SHORTEST[kind]) this.#hidden.set(text, kind);
  }

  /** Forgets everything: Jest may hold on to what a test file has made. */
  clear(): void {
    this.#lines.clear();
    this.#hidden.clear();
  }

  /** How much there is of both. */
  size(): { readonly lines: number; readonly hidden: number } {
    return { lines: this.#lines.size, hidden: this.#hidden.size };
  }

  /** Every line that shows something, with the first thing that it shows. */
  leaks(): readonly Leak[] {
    const index = new Map<string, { readonly form: string; readonly kind: Kind }[]>();
    for (const [text, kind] of this.#hidden) {
      for (const form of formsOf(text)) {
        const start = form.slice(0, INDEXED);
        const entries = index.get(start) ?? [];
        if (entries.length === 0) index.set(start, entries);
        entries.push({ form, kind });
      }
    }
    return [...this.#lines].flatMap((line) => {
      if (SHAPES.test(line))
        return [{ kind: 'secret' as const, line: line.replace(SHAPES, '[a credential]') }];
      for (let at = 0; at + INDEXED <= line.length; at += 1) {
        const found = index.get(line.slice(at, at + INDEXED))?.find(({ form }) => line.startsWith(form, at));
        if (found) return [{ kind: found.kind, line: line.replaceAll(found.form, `[a ${found.kind}]`) }];
      }
      return [];
    });
  }
}
