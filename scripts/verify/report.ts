// What a verification has found, as a person who signs for the figures wants to read it.

import type { Manifest } from '../../lib/export/manifest/manifest-schema.ts';
import type { Problem } from '../../lib/export/manifest/off.ts';
import type { Chain } from '../../lib/export/manifest/verify.ts';
import { counted, decimal, size } from '../words.ts';

function chainText({ previous }: Manifest, chain: Chain): string {
  if (previous === null || chain === 'first')
    return 'none: the first export of this source, account and format';
  return chain === 'matches'
    ? `${previous.exportId}: is there, and its hash is the one that this manifest names`
    : `${previous.exportId}: not in this store, so not checked`;
}

/** One line for each figure that was recomputed and found to be what the manifest says. */
export function reportOf(manifest: Manifest, chain: Chain): string[] {
  const { files, cost, superseded } = manifest;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const money = Object.entries(cost).map(([currency, amount]) => `${decimal(amount)} ${currency}`);
  const lines: (readonly [string, string])[] = [
    ['window', `${manifest.from} to ${manifest.to}: no row lies outside`],
    ['files', `${counted(files.length, 'file')}, ${size(bytes)}: each there, with its size and SHA-256`],
    ['rows', `${counted(manifest.rows, 'row')}: in order, each in the file of its day, no id twice`],
    ['credits', decimal(manifest.credits)],
    ['cost', money.length > 0 ? money.join(', ') : 'none'],
    ['first', manifest.firstCreatedDate ?? 'none'],
    ['last', manifest.lastCreatedDate ?? 'none'],
    ['digest', manifest.digest],
    ['previous', chainText(manifest, chain)],
  ];
  if (superseded.count > 0) {
    const revisions = counted(superseded.count, 'revision');
    lines.push([
      'left out',
      `${revisions} that a higher one replaces: as the manifest says, no file holds them`,
    ]);
  }
  return lines.map(([name, value]) => `  ${name.padEnd(10)}${value}`);
}

/** The first thing that is off, in one line. */
export function problemText({ where, what, expected, found }: Problem): string {
  return `OFF  ${where}: ${what} should be ${expected} and is ${found}`;
}
