// The list of sites in the store.
import type { Store } from '../store/store.ts';
import { update } from '../store/update.ts';
import { ROSTER_KEY } from './layout.ts';
import { EMPTY_ROSTER, enrol, type Found, type Roster, rosterSchema } from './state/roster.ts';
import { decode, encode } from './state/stored-json.ts';

const rosterIn = (body: Uint8Array | undefined): Roster =>
  body === undefined ? EMPTY_ROSTER : decode(rosterSchema, ROSTER_KEY, body);

/** The list; empty before the first run. */
export async function loadRoster(store: Pick<Store, 'get'>): Promise<Roster> {
  return rosterIn((await store.get(ROSTER_KEY))?.body);
}

/** Enrols what was found, and answers the list as it is then. It is only written when it changes. */
export async function enrolSites(store: Pick<Store, 'get' | 'put'>, found: Found): Promise<Roster> {
  let after = EMPTY_ROSTER;
  const change = (current: Uint8Array | undefined) => {
    const before = rosterIn(current);
    after = enrol(before, found);
    return JSON.stringify(after) === JSON.stringify(before) ? undefined : encode(after);
  };
  await update(store, ROSTER_KEY, change, { contentType: 'application/json' });
  return after;
}
