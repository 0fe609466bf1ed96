// The retry token bucket: it keeps an outage of Wix from being met with three times the requests.

/** What one retry costs, in tokens. */
const RETRY_COST = 10;
/** A full bucket pays for 30 retries: an outage of 200 calls costs at most 230 requests. */
const CAPACITY = 30 * RETRY_COST;
/** What a call that succeeds at once puts back: ten of them earn one retry. */
const EARNED_BY_SUCCESS = 1;

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
      if (tokens < RETRY_COST) return false;
      tokens -= RETRY_COST;
      return true;
    },
    succeeded(retries) {
      tokens = Math.min(CAPACITY, tokens + (retries > 0 ? RETRY_COST : EARNED_BY_SUCCESS));
    },
  };
}
