// The server's clock, as far as the browser knows it, and the ages that follow it.
import { fromNow } from '../format/times.ts';

const EVERY_MS = 20_000;
let ahead = 0;

/** Now, by the server's clock. */
export const now = (): number => Date.now() + ahead;

/** Sets it by the instant at which the server made what has just come. */
export function setClock(generatedAt: string): void {
  ahead = Date.parse(generatedAt) - Date.now();
}

function tick(): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-ago]')) {
    const text = fromNow(Date.parse(time.dateTime), now());
    if (time.textContent !== text) time.textContent = text;
  }
}

/** Keeps every age on the page true. */
export function startAges(): void {
  setInterval(tick, EVERY_MS);
}
