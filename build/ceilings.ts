// How many bytes of JavaScript a function may ship. Lambda parses them all before the first answer.

/** 180 KiB: the contract for `balance` and `eligibility`, and the ceiling of any function that is not named below. */
const CONTRACT = 184_320;

/** With the client of S3, whose endpoint rules, schemas and XML come to as much again as all the rest. */
const WITH_STORE = 380_000;

/** Ceilings with little headroom. Who raises one says here what the bytes are for. */
const CEILINGS: Readonly<Record<string, number>> = {
  balance: CONTRACT,
  eligibility: CONTRACT,
  // Two answers, the fleet of sites, its summary and the pages of Query Sites.
  'translation-credits': 190_000,
  record: WITH_STORE,
  export: WITH_STORE,
  monitor: WITH_STORE,
  dashboard: WITH_STORE,
};

/** The ceiling of a function, in bytes. */
export const ceilingOf = (name: string): number => CEILINGS[name] ?? CONTRACT;
