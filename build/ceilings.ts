// How many bytes of JavaScript a function may ship.

/** 180 KiB: the contract for `balance` and `eligibility`, and the ceiling of any function that is not named below. */
const CONTRACT = 184_320;

/** Ceilings with little headroom. Who raises one says here what the bytes are for. */
const CEILINGS: Readonly<Record<string, number>> = {
  balance: CONTRACT,
  eligibility: CONTRACT,
  'translation-credits': CONTRACT,
  // No Wix client and no middy.
  authorizer: 156_000,
  // The client of S3: its endpoint rules, schemas and XML.
  record: 290_000,
  // S3, where translations are kept, and the Wix client.
  translate: 340_000,
  // S3, Step Functions, and the writer of Parquet.
  export: 490_000,
  // S3, SNS and EventBridge, and the Wix client.
  monitor: 490_000,
  // S3, and the Wix client for the transactions.
  usage: 345_000,
  // The document.
  openapi: 130_000,
  // S3 and Secrets Manager, and the page itself, with its plots, as text.
  dashboard: 450_000,
};

/** The ceiling of a function, in bytes of all its files. */
export const ceilingOf = (name: string): number => CEILINGS[name] ?? CONTRACT;
