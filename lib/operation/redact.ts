// Text of errors made fit for the log: what looks like a credential is taken out.

const NAMED =
  /\b(authorization|bearer|basic|[\w-]*(?:api[_-]?key|token|secret|password|signature))(["']?\s*[:=]\s*["']?|\s+)(?:bearer\s+|basic\s+)?[^\s"',;&]+/gi;
const USER = /\/\/[^/\s@]+@/g;
const LONG = /(?:\w+\.)?eyJ[\w.-]+|[\w+/-]{32,}(?:\.[\w+/-]+)*={0,2}/g;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Takes out what follows a name like `Authorization` or `token`, the user of a URL, JWTs, and every long run of the
 * letters that keys and hashes are made of. UUIDs stay: request ids and site ids are no secrets.
 */
export function redact(text: string): string {
  return text
    .replace(NAMED, '$1$2[redacted]')
    .replace(USER, '//[redacted]@')
    .replace(LONG, (run) => (UUID.test(run) ? run : '[redacted]'));
}

const FRAME = /^ {4}at .+:\d+:\d+\)?$/;

function describeError({ name, message, stack = '' }: Error): string {
  // The parser's message quotes what it could not parse, and that may be a secret.
  const head = name === 'SyntaxError' ? name : `${name}: ${redact(message.slice(0, LONGEST))}`;
  return [head, ...stack.split('\n').filter((line) => FRAME.test(line))].join('\n');
}

const DEEPEST_CAUSE = 5;
const LONGEST = 2000;

/** An unknown thrown value and its causes for the log: names, messages, stack frames; redacted, and no other field. */
export function describeThrown(thrown: unknown): readonly string[] {
  const lines: string[] = [];
  for (let cause = thrown; cause !== undefined && lines.length < DEEPEST_CAUSE; ) {
    lines.push(cause instanceof Error ? describeError(cause) : `a thrown ${typeof cause}`);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return lines;
}
