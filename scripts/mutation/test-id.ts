// The ids of tests: Stryker knows a test by nothing else, and two files may have tests of the same name.

/** The id of the test `name` of `file`. */
export const testId = (file: string, name: string): string => `${file}: ${name}`;

/** The file of the test with this id. */
export const fileOf = (id: string): string => id.slice(0, id.indexOf(': '));
