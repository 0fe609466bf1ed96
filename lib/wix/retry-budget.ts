// The retry token bucket: it keeps an outage of Wix from being met with three times the requests.

/** Whole retries that a full bucket pays for: an outage of 200 calls costs at most 230 requests. */
const CAPACITY = 30;
/** What a call that succeeds at once puts back: ten of them earn one retry. */
const EARNED_BY_SUCCESS = 0.1;

/** A budget of retries for all calls of the process together. */
export interface RetryBudget {
  /** Pays for one retry; false when the bucket is empty and the failure has to stand. */
  take(): boolean;
  /** A call has succeeded after `retries` retries: the last of them is paid back, as the AWS SDKs do. */
  succeeded(retries: number): void;
}

/** Makes a full bucket. It is not filled by time: only a Wix that answers shows that the outage is over. */
export function createRetryBudget(): RetryBudget {
  let tokens = CAPACITY;
  return {
    take() {
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    succeeded(retries) {
      tokens = Math.min(CAPACITY, tokens + (retries > 0 ? 1 : EARNED_BY_SUCCESS));
    },
  };
}
