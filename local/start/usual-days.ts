// What an account does on usual days: more on workdays than on weekends, never twice the same, and the same at every start.
import type { LocalWix } from '../wix/server.ts';
import { fraction, STREAM } from '../wix/world/random.ts';
import type { Site } from '../wix/world/sites.ts';

const MICRO = 1_000_000;
const STEPS = 4;
/** Of the words that a site has used so far, about so many went in these days. */
const LATELY = 0.6;
/** Credits that a step costs on average. */
const CREDITS_A_STEP = 2.4;
const FEATURES = ['Product descriptions', 'Alt texts', 'Blog outline', 'Support answers'] as const;

/** How busy a step is: 1 on average over a week. `lane` tells sites and the wallet apart. */
function business(seed: number, lane: number, at: number): number {
  const date = new Date(at);
  const weekend = date.getUTCDay() % 6 === 0 ? 0.25 : 1;
  const hour = date.getUTCHours();
  const night = hour < 6 ? 0.2 : 1;
  return (
    3.2 * weekend * night * fraction(seed ^ 0x5eed, STREAM.charge, Math.floor(at / 3_600_000) * 64 + lane)
  );
}

/** Takes back what a site is going to use, and answers how it gets there: all of it by the end, in uneven steps. */
function wordsOf(site: Site, lane: number, seed: number) {
  const { words } = site;
  if (words === undefined) return () => undefined;
  const end = words.used;
  const exhausted = words.quota !== undefined && end >= words.quota;
  const total = Math.floor(end * LATELY * (0.5 + fraction(seed, STREAM.siteFacts, lane * 4 + 9)));
  const start = end - Math.min(end, total);
  // Who has nothing left has had nothing left for three days.
  const finish = exhausted ? 0.9 : 1;
  words.used = start;
  return (share: number, at: number) => {
    const left = end - words.used;
    const steps = Math.max(1, Math.round((finish - share) * STEPS * 30));
    const part = share >= finish ? left : Math.floor((left / steps) * business(seed, lane, at));
    words.used += Math.min(left, Math.max(0, part));
  };
}

/**
 * Puts the account back by thirty days, and answers one step of its life: `share` (0 to 1) of these days is over by `at`,
 * ms since 1970. After the last step every site has used what it had used before.
 */
export function usualDays(wix: LocalWix): (share: number, at: number) => void {
  const { world } = wix;
  const sites = world.sites.map((site, place) => wordsOf(site, place + 1, world.seed));
  return (share, at) => {
    for (const use of sites) use(share, at);
    const busy = business(world.seed, 0, at);
    const micro = Math.round(busy * CREDITS_A_STEP * 100) * (MICRO / 100);
    if (micro > 0) {
      const description = FEATURES[Math.floor(busy * FEATURES.length) % FEATURES.length] ?? FEATURES[0];
      if (!world.charge({ micro, description })) world.topUp(50);
    }
  };
}
