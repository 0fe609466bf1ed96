// What the template creates that costs by the month, whatever it is used for.
import { readdir, readFile } from 'node:fs/promises';
import type { Standing } from './month.ts';

const ROOT = new URL('../../', import.meta.url);

/** Counts the resources of serverless.yml and of the parts in deploy/. */
export async function countStanding(): Promise<Standing> {
  const parts = await readdir(new URL('deploy/', ROOT));
  const files = [
    'serverless.yml',
    ...parts.filter((name) => name.endsWith('.yml')).map((name) => `deploy/${name}`),
  ];
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, ROOT), 'utf8')));
  const count = (type: string) =>
    texts.reduce((sum, text) => sum + text.split(`Type: AWS::${type}\n`).length - 1, 0);
  return {
    alarms: count('CloudWatch::Alarm'),
    dashboards: count('CloudWatch::Dashboard'),
    keys: count('KMS::Key'),
    // They are made by hand, before the first deployment: the key of Wix, and the clients.
    secrets: 2,
  };
}
