// fast-check for mutation testing: that a property fails is all that matters, not the smallest case in which it does.
import fc from '../../node_modules/fast-check/lib/fast-check.js';

fc.configureGlobal({ endOnFailure: true });

export * from '../../node_modules/fast-check/lib/fast-check.js';
export default fc;
