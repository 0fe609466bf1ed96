// npm run export and npm run verify: an export without AWS, gone on with after a stop, and proved offline.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runExportCommand } from '../../scripts/export/command.ts';
import { runVerifyCommand } from '../../scripts/verify/command.ts';

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'export-cli-'));
});
afterEach(() => rm(out, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly printed: string;
  readonly said: string;
}

async function ranExport(args: readonly string[], stop = new AbortController().signal): Promise<Ran> {
  const printed: string[] = [];
  const said: string[] = [];
  const code = await runExportCommand(args, {
    environment: {},
    print: (line) => void printed.push(line),
    say: (line) => void said.push(line),
    screen: undefined,
    stop,
  });
  return { code, printed: printed.join('\n'), said: said.join('\n') };
}

async function ranVerify(manifest: string): Promise<Ran> {
  const printed: string[] = [];
  const said: string[] = [];
  const code = await runVerifyCommand([manifest], {
    print: (line) => void printed.push(line),
    say: (line) => void said.push(line),
  });
  return { code, printed: printed.join('\n'), said: said.join('\n') };
}

const window = ['--from', '2026-10-01', '--to', '2026-10-08'];
const manifestIn = (text: string) => /verify -- (\S+)/.exec(text)?.[1] ?? '';

async function partsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((entry) => entry.includes('part-')).toSorted();
}

it.each(['ndjson', 'csv', 'parquet', 'focus'])(
  '%s is exported, and every figure of it verified',
  async (format) => {
    const { code, printed } = await ranExport([...window, '--format', format, '--out', out]);
    expect(code).toBe(0);
    expect(printed).toMatch(/rows {6}[\d,]+ transactions/);
    const verified = await ranVerify(manifestIn(printed));
    expect(verified.printed.split('\n').at(-1)).toBe('OK');
    expect(verified.code).toBe(0);
  },
);

it('the same command again reads nothing and names the same manifest', async () => {
  const first = await ranExport([...window, '--out', out]);
  const again = await ranExport([...window, '--out', out]);
  expect(again.code).toBe(0);
  expect(again.printed).toContain('This export was done before');
  expect(manifestIn(again.printed)).toBe(manifestIn(first.printed));
});

it('a stop keeps what was read, and the next run ends with the same bytes', async () => {
  const whole = await mkdtemp(join(tmpdir(), 'export-cli-'));
  const stopped = await ranExport([...window, '--out', out], AbortSignal.abort());
  expect(stopped.code).toBe(130);
  const resumed = await ranExport([...window, '--out', out]);
  await ranExport([...window, '--out', whole]);
  expect(resumed.code).toBe(0);
  const parts = await partsBelow(out);
  expect(parts.length).toBeGreaterThan(0);
  expect(await partsBelow(whole)).toEqual(parts);
  for (const part of parts) {
    expect((await readFile(join(out, part))).equals(await readFile(join(whole, part)))).toBe(true);
  }
  await rm(whole, { recursive: true });
});

it('verify names the first thing that is off when a file was changed', async () => {
  const { printed } = await ranExport([...window, '--out', out]);
  const [part] = await partsBelow(out);
  const path = join(out, part ?? '');
  const bytes = await readFile(path);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await writeFile(path, bytes);
  const verified = await ranVerify(manifestIn(printed));
  expect(verified.code).toBe(1);
  expect(`${verified.printed}\n${verified.said}`).toContain('part-00000');
  expect(verified.printed.split('\n').at(-1)).not.toBe('OK');
});

it.each([
  [['--from', 'yesterday', '--to', '2026-10-08'], 'from'],
  [['--from', '2026-10-08', '--to', '2026-10-01'], 'from'],
  [['--from', '2026-10-01'], 'to'],
  [[...window, '--format', 'xlsx'], 'format'],
  [[...window, '--api-key', 'secret'], 'api-key'],
])('%j is not understood, and says so', async (args, field) => {
  const { code, said } = await ranExport([...args, '--out', out]);
  expect(code).toBe(2);
  expect(said).toContain(field);
});

it('a file where the directory should be is not understood, and left as it is', async () => {
  const file = join(out, 'transactions.csv');
  await writeFile(file, 'mine');
  const { code, said } = await ranExport([...window, '--out', file]);
  expect(code).toBe(2);
  expect(said).toContain(`--out is a directory, or s3://bucket/prefix: ${file} is a file.`);
  expect(await readFile(file, 'utf8')).toBe('mine');
});

it('verify of nothing is one line', async () => {
  const { code, said } = await ranVerify(join(out, 'exports/manifests/none.json'));
  expect(code).toBe(1);
  expect(said).toContain('There is no manifest');
});
