// How many bytes of JavaScript a function may ship. Lambda parses them all before the first answer.

/** 180 KiB: the contract for `balance` and `eligibility`, and the ceiling of any function that is not named below. */
const CONTRACT = 184_320;

/** Ceilings with little headroom. Who raises one says here what the bytes are for. */
const CEILINGS: Readonly<Record<string, number>> = {
  balance: CONTRACT,
  eligibility: CONTRACT,
  // Two answers, the fleet of sites, its summary and the pages of Query Sites.
  'translation-credits': 190_000,
};

/** The ceiling of a function, in bytes. */
export const ceilingOf = (name: string): number => CEILINGS[name] ?? CONTRACT;
