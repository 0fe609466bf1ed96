// GET /v1/usage: what the document says beyond the schemas.
import type { Notes } from '../notes.ts';
import { WIX_CODES } from './codes.ts';
import { invalid } from './problem.ts';

const unobserved = { unreadable: 0, verdict: 'not comparable' };

/** See `Notes`. */
export const usageNotes: Notes = {
  'GET /v1/usage': {
    operationId: 'getUsage',
    codes: WIX_CODES,
    examples: {
      october: {
        summary: 'Three days, before the monitor has seen any of them',
        parameters: { from: '2026-10-01', to: '2026-10-04' },
        status: 200,
        answer: {
          from: '2026-10-01',
          to: '2026-10-04',
          account: [],
          sites: [],
          reconciliation: {
            days: [
              { day: '2026-10-01', charged: '13.7', transactions: 7, ...unobserved },
              { day: '2026-10-02', charged: '3.075', transactions: 7, ...unobserved },
              { day: '2026-10-03', charged: '7.300', transactions: 7, ...unobserved },
            ],
            observed: { charged: '0', transactions: 0, ...unobserved },
          },
        },
      },
      backwards: {
        summary: 'A window that ends before it begins',
        parameters: { from: '2026-10-04', to: '2026-10-01' },
        status: 400,
        answer: invalid('to', 'expected a day after from'),
      },
    },
  },
};
