// Alerts for the tests of the channels.
import * as v from 'valibot';
import { type AlertEvent, alertEventSchema } from '../../../../lib/credits/alerts/events.ts';
import { siteId } from '../account.ts';

/** The alert of the n-th site, which ran out. */
export const event = (n: number): AlertEvent =>
  v.parse(alertEventSchema, {
    detailType: 'Credit Balance Exhausted',
    detail: {
      version: 1,
      id: n.toString(16).padStart(32, '0'),
      time: '2026-11-02T00:00:00.000Z',
      scope: { kind: 'words', siteId: siteId(n) },
      since: '2026-11-02T00:00:00.000Z',
      readAt: '2026-11-02T00:00:00.000Z',
      remaining: '0',
      limit: '3000',
      share: 0,
      forecast: { state: 'exhausted' },
    },
  });

/** Those of the first sites. */
export const events = (count: number): AlertEvent[] => Array.from({ length: count }, (_, n) => event(n));

/** Their ids. */
export const ids = (list: readonly AlertEvent[]): string[] => list.map(({ detail }) => detail.id);
