// fast-check for mutation testing: fewer cases, and no search for the smallest one in which a property fails.
import fc from '../../node_modules/fast-check/lib/fast-check.js';

const MOST_RUNS = 50;

export const assert = (property, { numRuns = MOST_RUNS, ...parameters } = {}) =>
  fc.assert(property, { ...parameters, numRuns: Math.min(numRuns, MOST_RUNS), endOnFailure: true });

export * from '../../node_modules/fast-check/lib/fast-check.js';
export default { ...fc, assert };
