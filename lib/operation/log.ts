// Structured log lines: one JSON object a line, so that nothing in a value can forge another line.
import type { Clock, Log, LogValue } from '../call.ts';

/** How much is logged: a line is written when its level is at least this one. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Fields of a log line. */
export type LogFields = Readonly<Record<string, LogValue>>;

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Whether a line of `level` is written when the log is set to `threshold`. */
export function isLogged(level: LogLevel, threshold: LogLevel): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(threshold);
}

/** The head of a line. Its fields are written last again, so that no other field replaces them. */
export function logFields(
  level: LogLevel,
  message: string,
  fields: LogFields,
  base: LogFields,
  clock: Clock,
) {
  const head = { level, time: new Date(clock.now()).toISOString(), message, ...base };
  return { ...head, ...fields, ...head };
}

/** A log whose lines all carry the `base` fields. */
export function createLog(
  threshold: LogLevel,
  base: LogFields,
  write: (line: string) => void,
  clock: Clock,
): Log {
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (isLogged(level, threshold)) write(JSON.stringify(logFields(level, message, fields, base, clock)));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
