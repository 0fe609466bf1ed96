// The zip: the same bytes wherever it is made.
import { unzipSync } from 'fflate';
import { reproducibleZip } from '../../build/zip.ts';
import { repository, runModule } from './project.ts';

const entries = [
  { name: 'index.mjs', bytes: new TextEncoder().encode('export const handler = () => {};') },
  { name: 'a/data.json', bytes: new TextEncoder().encode('{}') },
];

/** The first header of the central directory, which starts with its signature. */
function centralHeader(zip: Uint8Array): DataView {
  const at = Buffer.from(zip).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  return new DataView(zip.buffer, zip.byteOffset + at);
}

test('what is packed can be unpacked', () => {
  const unpacked = unzipSync(reproducibleZip(entries));
  for (const { name, bytes } of entries) expect(Buffer.from(unpacked[name] ?? []).equals(bytes)).toBe(true);
});

test('the order of the entries makes no difference', () => {
  const zip = reproducibleZip(entries);
  expect(Buffer.from(reproducibleZip(entries.toReversed())).equals(zip)).toBe(true);
  expect(Object.keys(unzipSync(zip))).toEqual(['a/data.json', 'index.mjs']);
});

test('the time zone makes no difference', async () => {
  const source = `
    import { createHash } from 'node:crypto';
    import { reproducibleZip } from ${JSON.stringify(`file://${repository}/build/zip.ts`)};
    const zip = reproducibleZip([{ name: 'a', bytes: new TextEncoder().encode('a') }]);
    console.log(createHash('sha256').update(zip).digest('hex'));`;
  const zones = ['UTC', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];
  const digests = await Promise.all(zones.map((TZ) => runModule(source, { TZ })));
  expect(digests[0]).toMatch(/^[0-9a-f]{64}\n$/);
  expect(new Set(digests).size).toBe(1);
});

test('every entry is a plain file that Lambda may read, dated 1 January 1980', () => {
  const header = centralHeader(reproducibleZip(entries));
  const madeOn = header.getUint8(5);
  const mode = header.getUint32(38, true) >>> 16;
  const [time, date] = [header.getUint16(12, true), header.getUint16(14, true)];
  expect({ madeOn, mode: mode.toString(8), time, date }).toEqual({
    madeOn: 3,
    mode: '100644',
    time: 12 << 11,
    date: (1 << 5) | 1,
  });
});
