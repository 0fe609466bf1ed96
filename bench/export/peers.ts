// Exporters as they are usually written: page by page through the official SDK, and everything into memory first.
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { ApiKeyStrategy, createClient } from '@wix/sdk';
import { type Answer, bareList, PATH, queryOf, type Raw } from './bare-client.ts';
import { LEVEL, type Loop, put } from './loops.ts';

const WIX = 'https://www.wixapis.com';

/** Page by page. The SDK knows one host: its `fetch` is told where Wix is. */
export const sdk: Loop = async (world, window, file) => {
  const client = createClient({
    auth: ApiKeyStrategy({ apiKey: world.apiKey, accountId: world.accountId }),
    fetch: (input, init) => fetch(String(input).replace(WIX, world.wixUrl), init),
  });
  const gzip = createGzip({ level: LEVEL });
  const out = gzip.pipe(createWriteStream(file));
  const headers = { 'content-type': 'application/json' };
  let cursor: string | undefined;
  let rows = 0;
  do {
    const body = queryOf(window, cursor);
    const response = await client.fetchWithAuth(WIX + PATH, { method: 'POST', headers, body });
    const { creditTransactions, pagingMetadata }: Answer = JSON.parse(await response.text());
    await put(gzip, creditTransactions.map((row) => `${JSON.stringify(row)}\n`).join(''));
    rows += creditTransactions.length;
    cursor = pagingMetadata.cursors.next;
  } while (cursor !== undefined);
  gzip.end();
  await finished(out);
  return rows;
};

/** Everything into memory, then one file of it. */
export const collect: Loop = async (world, window, file) => {
  const all: Raw[] = [];
  for await (const page of bareList(world, window)) all.push(...page);
  const text = all.map((row) => `${JSON.stringify(row)}\n`).join('');
  await writeFile(file, gzipSync(text, { level: LEVEL }));
  return all.length;
};
