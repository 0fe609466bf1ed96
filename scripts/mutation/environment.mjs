// The world of a test file during mutation testing: it shares Stryker's context, and runs no more tests than are needed.
import { TestEnvironment } from 'jest-environment-node';
import { testId } from './test-id.ts';

const nameOf = (block) =>
  block.parent === undefined ? '' : `${nameOf(block.parent)} ${block.name}`.trimStart();

export default class MutationEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    /** What the runner wants: `context` for the mutated code, `file`, and the ids of the `tests` to run. */
    this.wish = globalThis.mutationWish;
    this.global.__stryker__ = this.wish.context;
  }

  handleTestEvent({ name, test }) {
    const { context, file, tests } = this.wish;
    if (name === 'test_start') {
      const id = testId(file, nameOf(test));
      if (this.failed || (tests !== undefined && !tests.has(id))) test.mode = 'skip';
      else context.currentTestId = id;
    }
    if (name === 'test_done') {
      context.currentTestId = undefined;
      if (test.errors.length > 0) this.failed = tests !== undefined;
    }
  }
}
