// The command line of the local Wix.
import { parseCommandLine } from '../../../local/wix/command-line.ts';

test('without arguments everything has its default', () => {
  expect(parseCommandLine([])).toEqual({ port: 4010, options: { topUps: true } });
});

test('every argument becomes an option', () => {
  const line =
    '--port 0 --seed 7 --start 2026-11-22T12:00:00Z --sites 10000 --transactions 1000000 --days 90 --no-top-ups ' +
    '--rate 0 --rate-scope context --retry-after --wire-form wrapped --transaction-query 404 ' +
    '--missing-app MULTILINGUAL_NOT_INSTALLED --prepared-pages --api-key k';
  expect(parseCommandLine(line.split(' '))).toEqual({
    port: 0,
    options: {
      seed: 7,
      startAt: '2026-11-22T12:00:00Z',
      sites: 10_000,
      transactions: 1_000_000,
      historyDays: 90,
      topUps: false,
      rate: 0,
      rateScope: 'context',
      retryAfter: true,
      wireForm: 'wrapped',
      transactionQuery: 404,
      missingApp: 'MULTILINGUAL_NOT_INSTALLED',
      preparedPages: true,
      apiKey: 'k',
    },
  });
});

test('help is asked for', () => {
  expect(parseCommandLine(['--help', '--port', '5'])).toEqual({ help: true });
});

test.each([
  [['--sites', 'many'], '--sites: expected a whole number'],
  [['--sites', '10001'], '--sites: expected at most 10000'],
  [['--port', '65536'], '--port: expected at most 65535'],
  [['--seed', '-1'], "'--seed' argument is ambiguous"],
  [['--start', 'today'], '--start: expected an ISO 8601 instant'],
  [['--transaction-query', '500'], '--transaction-query: expected'],
  [['--wire-form', 'xml'], '--wire-form: expected'],
  [['--api-key', ''], '--api-key: expected a key'],
  [['--unknown'], "Unknown option '--unknown'"],
  [['stray'], 'Unexpected argument'],
  [['--days', 'x', '--rate', 'y'], '--days: expected a whole number; --rate: expected a whole number'],
])('%j is refused with one line that names it', (args, error) => {
  const parsed = parseCommandLine(args);
  expect(parsed).toEqual({ error: expect.stringContaining(error) });
});
