// What every store owes its callers: one suite, run against the directory, S3 and the simulated store.
import type { Store } from '../../../../lib/store/store.ts';
import { files } from './files.ts';
import { histories } from './histories.ts';
import { keys } from './keys.ts';
import { lists } from './list.ts';
import type { AtPlace, StoreUnderTest } from './place.ts';
import { puts } from './put.ts';

/** Defines the suite. `makePlace` answers a fresh place for each test; `runs` is how many random histories are tried. */
export function storeConformance(makePlace: () => Promise<StoreUnderTest>, runs: number): void {
  let place: StoreUnderTest;
  let store: Store;
  beforeEach(async () => {
    place = await makePlace();
    store = place.open();
  });
  const at: AtPlace = {
    get place() {
      return place;
    },
    get store() {
      return store;
    },
  };

  puts(at);
  lists(at);
  files(at);
  keys(at);
  histories(makePlace, runs);
}
