// Tests that need something of the machine: where it is missing they are reported as skipped, with the reason.

/**
 * A `describe` that runs where `missing` is undefined. Elsewhere its tests count as skipped, never as passed, and the
 * reason stands in their title and on the terminal.
 */
export function describeWhere(missing: string | undefined, title: string, block: () => void): void {
  if (missing === undefined) {
    describe(title, block);
    return;
  }
  process.stderr.write(`skipped: ${title}: ${missing}\n`);
  const skipped = describe.skip;
  skipped(`${title} (skipped: ${missing})`, block);
}
