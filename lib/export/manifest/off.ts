// The first thing that a verification found to be off.

/** What is off: in which file or part of the manifest, which figure, what the manifest says and what was found. */
export interface Problem {
  readonly where: string;
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** Ends a verification at its first problem. */
export class Off extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, cause?: unknown) {
    const { where, what, expected, found } = problem;
    super(`${where}: ${what} should be ${expected} and is ${found}`, cause === undefined ? {} : { cause });
    this.name = 'Off';
    this.problem = problem;
  }
}

/** Throws `Off` unless what was found is what was expected. */
export function expectSame(
  where: string,
  what: string,
  expected: string | number,
  found: string | number,
): void {
  if (expected !== found) throw new Off({ where, what, expected: String(expected), found: String(found) });
}
