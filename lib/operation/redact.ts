// Text of errors made fit for the log: what looks like a credential is taken out.

const NAMED =
  /\b(authorization|bearer|basic|[\w-]*(?:api[_-]?key|token|secret|password|signature))(["']?\s*[:=]\s*["']?|\s+)(?:bearer\s+|basic\s+)?[^\s"',;&]+/gi;
const LONG = /[\w+/-]{32,}(?:\.[\w+/-]+)*={0,2}/g;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Takes out what follows a name like `Authorization` or `token`, and every long run of the letters that keys, JWTs and
 * hashes are made of. UUIDs stay: request ids and site ids are no secrets.
 */
export function redact(text: string): string {
  return text.replace(NAMED, '$1$2[redacted]').replace(LONG, (run) => (UUID.test(run) ? run : '[redacted]'));
}

const DEEPEST_CAUSE = 5;

/** An unknown thrown value and its causes as lines for the log: names, messages, stacks; redacted, never its fields. */
export function describeThrown(thrown: unknown): readonly string[] {
  const lines: string[] = [];
  let cause = thrown;
  while (cause !== undefined && lines.length < DEEPEST_CAUSE) {
    const text =
      cause instanceof Error ? (cause.stack ?? `${cause.name}: ${cause.message}`) : `threw ${typeof cause}`;
    lines.push(redact(text).slice(0, 4000));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return lines;
}
