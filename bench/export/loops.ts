// The floors: bare loops that write the rows of a window into a file, and prove nothing of it.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip, type ZlibOptions } from 'node:zlib';
import { bareList, type Window } from './bare-client.ts';
import type { Addresses } from './world.ts';

/** Writes the transactions of a window into a file; answers how many. */
export type Loop = (world: Addresses, window: Window, file: string) => Promise<number>;

/** The level of the exporter. */
export const LEVEL = 1;

/** Waits as long as the stream wants it. */
export async function put(to: Writable, bytes: string | Uint8Array): Promise<void> {
  if (!to.write(bytes)) await once(to, 'drain');
}

const gzipped =
  (options: ZlibOptions & { readonly writableHighWaterMark?: number }): Loop =>
  async (world, window, file) => {
    const gzip = createGzip(options);
    const out = gzip.pipe(createWriteStream(file));
    let rows = 0;
    for await (const page of bareList(world, window)) {
      let lines = '';
      for (const row of page) lines += `${JSON.stringify(row)}\n`;
      await put(gzip, lines);
      rows += page.length;
    }
    gzip.end();
    await finished(out);
    return rows;
  };

/** The floor: fetch a page, parse it, a line of JSON for each row, gzip as Node does it, write. */
export const floor = gzipped({ level: LEVEL });

/** The same with the exporter's own settings of gzip: large pieces, and room for what waits. */
export const tunedFloor = gzipped({ level: LEVEL, chunkSize: 65_536, writableHighWaterMark: 524_288 });

const needsQuotes = /[",\r\n]/;
const cell = (text: string) => (needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The same with a line of CSV, and without gzip. */
export const csvFloor: Loop = async (world, window, file) => {
  const out = createWriteStream(file);
  let rows = 0;
  for await (const page of bareList(world, window)) {
    let lines = '';
    for (const row of page) {
      const { credits, cost } = row.amount;
      lines +=
        `${cell(row.id)},${row.revision},${row.createdDate},${row.updatedDate},${credits},${cost.amount},` +
        `${cost.currencyCode},${cell(cost.formattedValue)},${cell(row.description)},${cell(row.callerAppId)},` +
        `${cell(row.externalRefId)},${cell(JSON.stringify(row.metadata))},${cell(row.idempotencyKey)}\r\n`;
    }
    await put(out, lines);
    rows += page.length;
  }
  out.end();
  await finished(out);
  return rows;
};
