// Instants and how far off they are, as people read them. Everything is UTC, as the credits' own days are.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `3 Dec`. */
export function day(instant: number): string {
  const date = new Date(instant);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** `3 Dec 2026, 10:15 UTC`. */
export function moment(instant: number): string {
  const date = new Date(instant);
  return `${day(instant)} ${date.getUTCFullYear()}, ${date.toISOString().slice(11, 16)} UTC`;
}

/** `3 Dec`, and with its year where that is not the one of `now`. */
export function dayFrom(instant: number, now: number): string {
  const year = new Date(instant).getUTCFullYear();
  return year === new Date(now).getUTCFullYear() ? day(instant) : `${day(instant)} ${year}`;
}

/** A stretch of time by its largest unit: `under a minute`, `4 min`, `3 hours`, `11 days`, `5 weeks`. */
export function span(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  if (length < MINUTE) return 'under a minute';
  if (length < 90 * MINUTE) return `${Math.floor(length / MINUTE)} min`;
  if (length < 36 * HOUR) return `${Math.round(length / HOUR)} hours`;
  if (length < 60 * DAY) return `${Math.round(length / DAY)} days`;
  return `${Math.round(length / (7 * DAY))} weeks`;
}

/** How long ago, or how far ahead: `just now`, `4 min ago`, `in 11 days`. */
export function fromNow(instant: number, now: number): string {
  if (Math.abs(now - instant) < MINUTE) return 'just now';
  return instant < now ? `${span(now - instant)} ago` : `in ${span(instant - now)}`;
}
