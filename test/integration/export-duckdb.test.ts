// Exports read in place by DuckDB, which shares no code with what wrote them: its figures are those of the manifest.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { parseManifest } from '../../lib/export/manifest/manifest.ts';
import { runExportCommand } from '../../scripts/export/command.ts';

const DAYS = ['2026-10-01', '2026-10-02', '2026-10-03'];
const CREDITS = 'DECIMAL(38, 12)';

let out: string;
let duckdb: DuckDBConnection;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'export-duckdb-'));
  const instance = await DuckDBInstance.create(':memory:');
  duckdb = await instance.connect();
  // Days are UTC, whatever the zone of this machine; and nothing is fetched from anywhere.
  await duckdb.run("SET TimeZone = 'UTC'; SET autoinstall_known_extensions = false");
});
afterAll(async () => {
  duckdb.disconnectSync();
  await rm(out, { recursive: true });
});

/** The export of three days, and its manifest. */
async function exported(format: string) {
  const printed: string[] = [];
  const code = await runExportCommand(
    ['--from', '2026-10-01', '--to', '2026-10-04', '--format', format, '--out', out],
    {
      environment: {},
      print: (line) => void printed.push(line),
      say: () => undefined,
      screen: undefined,
      stop: new AbortController().signal,
    },
  );
  expect(code).toBe(0);
  const path = /verify -- (\S+)/.exec(printed.join('\n'))?.[1] ?? '';
  const manifest = parseManifest(await readFile(path));
  return { manifest, folder: join(out, 'exports', format, manifest.exportId) };
}

async function ask(query: string) {
  const reader = await duckdb.runAndReadAll(query);
  return reader.getRowObjectsJson();
}

/** How each format is read, and where it has what the manifest sums. Text keeps decimals exact. */
const READS = [
  {
    format: 'parquet',
    read: (glob: string) => `read_parquet('${glob}.parquet', hive_partitioning = true)`,
    id: 'id',
    created: 'createdDate',
    credits: 'amount_credits',
    money: 'amount_cost_amount',
    currency: 'amount_cost_currencyCode',
  },
  {
    format: 'csv',
    read: (glob: string) => `read_csv('${glob}.csv', hive_partitioning = true, all_varchar = true)`,
    id: 'id',
    created: 'createdDate::TIMESTAMPTZ',
    credits: 'amount_credits',
    money: 'amount_cost_amount',
    currency: 'amount_cost_currencyCode',
  },
  {
    format: 'ndjson',
    read: (glob: string) => `read_json('${glob}.ndjson.gz', hive_partitioning = true)`,
    id: 'id',
    created: 'createdDate::TIMESTAMPTZ',
    credits: 'amount.credits',
    money: 'amount.cost.amount',
    currency: 'amount.cost.currencyCode',
  },
  {
    format: 'focus',
    read: (glob: string) => `read_csv('${glob}.csv', hive_partitioning = true, all_varchar = true)`,
    id: 'x_Id',
    created: 'x_CreatedDate::TIMESTAMPTZ',
    credits: 'PricingCurrencyEffectiveCost',
    money: 'x_AmountCostAmount',
    currency: 'x_AmountCostCurrencyCode',
  },
];

it.each(READS)('$format: rows, credits, cost and days are those of the manifest', async (how) => {
  const { manifest, folder } = await exported(how.format);
  const from = how.read(join(folder, '*', '*'));
  const [sums] = await ask(
    `SELECT count(*) AS n, count(DISTINCT ${how.id}) AS ids, sum(${how.credits}::${CREDITS}) =
     '${manifest.credits}'::${CREDITS} AS credits FROM ${from}`,
  );
  expect(manifest.rows).toBeGreaterThan(900);
  expect(sums).toEqual({ n: String(manifest.rows), ids: String(manifest.rows), credits: true });

  const cost = await ask(
    `SELECT ${how.currency} AS code, sum(${how.money}::${CREDITS})::VARCHAR AS amount FROM ${from}
     WHERE ${how.money} IS NOT NULL GROUP BY code ORDER BY code`,
  );
  const told = Object.entries(manifest.cost).map(([code, amount]) => ({ code, amount: Number(amount) }));
  expect(cost.map(({ code, amount }) => ({ code, amount: Number(amount) }))).toEqual(told);

  const days = await ask(
    `SELECT strftime(dt::DATE, '%Y-%m-%d') AS day, bool_and(strftime(${how.created}, '%Y-%m-%d') =
     strftime(dt::DATE, '%Y-%m-%d')) AS own FROM ${from} GROUP BY day ORDER BY day`,
  );
  expect(days).toEqual(DAYS.map((day) => ({ day, own: true })));
});

it('parquet has types that need no cast: exact decimals, instants in UTC, whole revisions', async () => {
  const { folder } = await exported('parquet');
  const columns = await ask(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('${join(folder, '*', '*.parquet')}'))`,
  );
  expect(columns).toEqual(
    expect.arrayContaining([
      { column_name: 'amount_credits', column_type: 'DECIMAL(38,24)' },
      { column_name: 'amount_cost_amount', column_type: 'DECIMAL(38,24)' },
      { column_name: 'createdDate', column_type: 'TIMESTAMP WITH TIME ZONE' },
      { column_name: 'revision', column_type: 'BIGINT' },
      { column_name: 'metadata', column_type: 'JSON' },
    ]),
  );
});
