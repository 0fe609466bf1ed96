// What came of an export, as a person wants to know it.
import { join } from 'node:path';
import type { Manifest } from '../../lib/export/manifest/manifest-schema.ts';
import { manifestKey } from '../../lib/export/run/keys.ts';
import { counted, decimal, size } from '../words.ts';
import type { Asked } from './arguments.ts';

/** A place in the store as the user would type it. */
function placeIn(out: string, key: string): string {
  return out.includes('://') ? `${out.replace(/\/+$/, '')}/${key}` : join(out, key);
}

/** The folder that holds all files of an export. */
function folderOf({ files }: Manifest): string | undefined {
  return files[0]?.key.replace(/dt=.*$/, '');
}

/** As a shell takes it for one word. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The lines of the summary. */
export function summaryOf(manifest: Manifest, { out }: Pick<Asked, 'out'>): string[] {
  const { rows, credits, cost, files, superseded, exportId } = manifest;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const money = Object.entries(cost).map(([currency, amount]) => `${decimal(amount)} ${currency}`);
  const folder = folderOf(manifest);
  const place = placeIn(out, manifestKey(exportId));
  const lines: (readonly [string, string])[] = [
    ['rows', counted(rows, 'transaction')],
    ['credits', decimal(credits)],
    ['cost', money.length > 0 ? money.join(', ') : 'none'],
  ];
  if (superseded.count > 0) {
    lines.push(['left out', `${counted(superseded.count, 'revision')} that a higher one replaces`]);
  }
  if (folder !== undefined) {
    lines.push(['files', `${counted(files.length, 'file')}, ${size(bytes)}, in ${placeIn(out, folder)}`]);
  }
  lines.push(['manifest', place], ['check it', `npm run verify -- ${word(place)}`]);
  return lines.map(([name, value]) => `  ${name.padEnd(10)}${value}`);
}
