// The retry budget: how many retries it pays for, how they are earned, and how many can be saved up.
import { createRetryBudget } from '../../../lib/wix/retry-budget.ts';

/** How many retries the budget pays for. */
function drain(budget: ReturnType<typeof createRetryBudget>): number {
  for (let paid = 0; ; paid += 1) if (!budget.take()) return paid;
}

describe('the retry budget', () => {
  test('pays for 30 retries, and then for none', () => {
    const budget = createRetryBudget();
    expect(drain(budget)).toBe(30);
    expect(budget.take()).toBe(false);
  });

  test('earns a retry with ten calls that succeed at once', () => {
    const budget = createRetryBudget();
    drain(budget);
    for (let calls = 0; calls < 9; calls += 1) budget.succeeded(0);
    expect(budget.take()).toBe(false);
    budget.succeeded(0);
    expect(drain(budget)).toBe(1);
  });

  test('is paid back what a success has cost, so that a Wix that fails now and then does not empty it', () => {
    const budget = createRetryBudget();
    for (let calls = 0; calls < 1_000; calls += 1) {
      expect(budget.take()).toBe(true);
      budget.succeeded(1);
    }
    expect(drain(budget)).toBe(30);
  });

  test('saves nothing up beyond what it started with', () => {
    const budget = createRetryBudget();
    for (let calls = 0; calls < 1_000; calls += 1) budget.succeeded(0);
    expect(drain(budget)).toBe(30);
  });
});
