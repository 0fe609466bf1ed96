// Short ways to write usage in tests.
import { DAY_MS } from '../../../../lib/credits/usage/days.ts';
import type { Usage } from '../../../../lib/credits/usage/follow.ts';

/** The instant of the forecast in these tests: a Tuesday, at no round hour. */
export const NOW = Date.parse('2026-11-24T10:30:00Z');

/** An instant so many days before `NOW`. */
export function ago(days: number): string {
  return new Date(NOW - days * DAY_MS).toISOString();
}

/** An instant so many days after `NOW`. */
export function ahead(days: number): string {
  return ago(-days);
}

/** Usage between two instants, given in days before `NOW`. */
export function usage(from: number, to: number, used: number): Usage {
  return {
    kind: 'words',
    siteId: 'a',
    from: ago(from),
    to: ago(to),
    used: String(used),
    certainty: 'exact',
    events: [],
  };
}

/** One interval for each day before `NOW`, oldest first. */
export function daily(amounts: readonly number[]): Usage[] {
  return amounts.map((used, place) => usage(amounts.length - place, amounts.length - place - 1, used));
}
