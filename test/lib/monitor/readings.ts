// Readings of a site's word credits in the tests of the monitor.
import type { Reading } from '../../../lib/credits/usage/reading.ts';

/** What was read of a site with a quota of 1,000 words. */
export const words = (siteId: string, readAt: string, creditsUsed: string): Reading => ({
  kind: 'words',
  siteId,
  readAt,
  creditsUsed,
  quotaType: 'LIMITED',
  quota: '1000',
});
