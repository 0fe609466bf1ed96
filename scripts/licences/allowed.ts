// Which licences the packages of the functions may have.
import type { LockedPackage } from '../production.ts';

/** Permissive ones: they ask for a notice, and nothing of the code that uses them. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);

/**
 * Whether an SPDX expression leaves a choice that is allowed: of `OR` one side is enough, of `AND` all must be. A package
 * without a licence, and one with an exception or brackets within brackets, is not.
 */
export function isAllowed(expression: string | undefined): boolean {
  const plain = expression?.trim().replace(/^\((.*)\)$/, '$1') ?? '';
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one.trim())));
}

/** One line a licence, with its packages; the most frequent first. */
export function describeLicences(packages: readonly LockedPackage[]): string[] {
  const byLicence = [...Map.groupBy(packages, ({ licence }) => licence ?? 'none')];
  byLicence.sort(([, one], [, other]) => other.length - one.length);
  return byLicence.map(([licence, all]) => {
    const names = [...new Set(all.map(({ name }) => name))].sort();
    return `${licence} (${all.length}): ${names.join(', ')}`;
  });
}
