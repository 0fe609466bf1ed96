// Counts how much is under way at once at most: for the limits on what is held in memory or asked at the same time.
import { setImmediate as nextTick } from 'node:timers/promises';
import type { LifeOptions } from './simulated-life.ts';

/** The steps of a store whose key begins so take a moment each; `most` is how many of them were under way at once. */
export function stepsAtOnce(prefix: string): Required<Pick<LifeOptions, 'onStep'>> & { most(): number } {
  let open = 0;
  let most = 0;
  return {
    onStep: async ({ key }) => {
      if (!key.startsWith(prefix)) return;
      open += 1;
      most = Math.max(most, open);
      await nextTick();
      open -= 1;
    },
    most: () => most,
  };
}
