// The sites that the monitor knows, each in one share for ever: a share is one state, and the work of one Lambda.
import * as v from 'valibot';
import { ageOf } from '../../credits/alerts/time.ts';
import { instantSchema } from '../../credits/usage/reading.ts';

/** 500 sites are read in 150 s at 200 requests a minute, and their state is at most some megabytes. */
export const SHARE_SITES = 500;

const site = v.object({ name: v.optional(v.string()), goneAt: v.optional(instantSchema) });

/** The schema of the list of sites. */
export const rosterSchema = v.object({
  version: v.literal(1),
  shares: v.array(v.record(v.string(), site)),
});

/**
 * The sites by id, share by share. `name` is the one that Wix shows; `goneAt`: the first time that the site was missing in
 * the whole list; absent while it is there.
 */
export type Roster = v.InferOutput<typeof rosterSchema>;

/** Before the first run. */
export const EMPTY_ROSTER: Roster = { version: 1, shares: [] };

/** The name of a share by its place. */
export const shareName = (place: number): string => `sites-${String(place).padStart(3, '0')}`;

/** Sites that were found. `names` has every id as a key; `whole`: there are no others. */
export interface Found {
  readonly names: ReadonlyMap<string, string | undefined>;
  readonly whole: boolean;
  /** The clock, ms since 1970. */
  readonly now: number;
  /** A site that has been gone for so long is struck off. */
  readonly forgetAfterMs: number;
}

/** The id of each site that is not gone, by share. */
export function presentSites({ shares }: Roster): string[][] {
  return shares.map((sites) =>
    Object.entries(sites).flatMap(([siteId, { goneAt }]) => (goneAt === undefined ? [siteId] : [])),
  );
}

/** Which share each site is in. */
export function sharesBySite({ shares }: Roster): Map<string, string> {
  return new Map(
    shares.flatMap((sites, place) => Object.keys(sites).map((siteId) => [siteId, shareName(place)] as const)),
  );
}

function noted(siteId: string, known: v.InferOutput<typeof site>, found: Found) {
  if (!found.names.has(siteId)) {
    if (!found.whole) return known;
    const goneAt = known.goneAt ?? new Date(found.now).toISOString();
    return (ageOf(goneAt, found.now) ?? 0) >= found.forgetAfterMs ? undefined : { ...known, goneAt };
  }
  return { name: found.names.get(siteId) ?? known.name };
}

/** The list after sites were found: new ones go where there is room, and no site ever moves. */
export function enrol(roster: Roster, found: Found): Roster {
  const shares = roster.shares.map((sites) =>
    Object.fromEntries(
      Object.entries(sites).flatMap(([siteId, known]) => {
        const after = noted(siteId, known, found);
        return after === undefined ? [] : [[siteId, after] as const];
      }),
    ),
  );
  const known = new Set(roster.shares.flatMap((sites) => Object.keys(sites)));
  const sizes = shares.map((sites) => Object.keys(sites).length);
  let place = 0;
  for (const [siteId, name] of found.names) {
    if (known.has(siteId)) continue;
    while ((sizes[place] ?? 0) >= SHARE_SITES) place += 1;
    const sites = shares[place] ?? {};
    shares[place] = sites;
    sites[siteId] = { name };
    sizes[place] = (sizes[place] ?? 0) + 1;
  }
  return { version: 1, shares };
}
