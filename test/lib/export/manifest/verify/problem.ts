// What the tests of `verify` share: the rows of an export, and what is wrong with a verdict.
import type { Verdict } from '../../../../../lib/export/manifest/verify.ts';
import { charge } from '../exports.ts';

export const DAY = 86_400;

/** Three files of two days. */
export const parts = [[charge(1), charge(2), charge(3)], [charge(4)], [charge(DAY), charge(DAY + 1)]];

/** What was found to be wrong; the verdict itself where nothing was. */
export async function problem(of: Promise<Verdict>): Promise<unknown> {
  const verdict = await of;
  return verdict.ok ? verdict : verdict.problem;
}
