// The function record at its doors: what is recorded, known again, in conflict or refused, and what it tells of that.
import { type RecordServices, record, recordServices } from '../../functions/record.ts';
import { parseConfig } from '../../lib/config.ts';
import { createRecordedSource } from '../../lib/export/source/recorded.ts';
import { createHandler } from '../../lib/operation/handler.ts';
import { httpApiEvent } from '../events/http-api-v2.ts';
import { charged, linesOf, row, walk } from '../lib/export/source/walk.ts';
import { MemoryDisk } from '../support/memory-store.ts';

/** The function over a store in memory, and what its source has. */
function functionOn(disk: MemoryDisk, store: RecordServices['store'] = disk.open()) {
  const lines: string[] = [];
  const call = createHandler(record, () => ({ store }), {
    environment: {},
    write: (line) => void lines.push(line),
  });
  const post = async (body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = Object(await call(httpApiEvent({ method: 'POST', path: '/v1/transactions', body: text })));
    return { status: answer.statusCode, type: answer.headers['content-type'], body: JSON.parse(answer.body) };
  };
  const stored = async () => linesOf((await walk(createRecordedSource(disk.open()))).rows);
  return { call, post, stored, lines };
}

const conflict = (id: string) => ({ id, error: { code: 'ExportConflict', detail: expect.any(String) } });

describe('POST /v1/transactions', () => {
  test('records one or more, and knows them again', async () => {
    const { post, stored } = functionOn(new MemoryDisk());
    expect(await post({ transactions: [charged('a')] })).toMatchObject({
      status: 200,
      body: { recorded: 1, known: 0, conflicts: [] },
    });
    expect(await post({ transactions: [charged('a'), charged('b')] })).toMatchObject({
      status: 200,
      body: { recorded: 1, known: 1, conflicts: [] },
    });
    expect(await stored()).toEqual(linesOf([row('a'), row('b')]));
  });

  test('with a conflict among them, keeps the others and names it', async () => {
    const { post, stored } = functionOn(new MemoryDisk());
    await post({ transactions: [charged('a')] });
    const answer = await post({ transactions: [charged('a', { description: 'other' }), charged('b')] });
    expect(answer).toMatchObject({
      status: 200,
      body: { recorded: 1, known: 0, conflicts: [conflict('a')] },
    });
    expect(await stored()).toEqual(linesOf([row('a'), row('b')]));
  });

  test('with nothing but conflicts, says 409 and names each', async () => {
    const { post } = functionOn(new MemoryDisk());
    await post({ transactions: [charged('a'), charged('b')] });
    const others = ['a', 'b'].map((id) => charged(id, { amount: { credits: 2 } }));
    expect(await post({ transactions: others })).toMatchObject({
      status: 409,
      type: 'application/json; charset=utf-8',
      body: { recorded: 0, known: 0, conflicts: [conflict('a'), conflict('b')] },
    });
  });

  test('takes fields that Wix may add, at every level', async () => {
    const { post, stored } = functionOn(new MemoryDisk());
    const extended = charged('a', {
      siteId: 'x',
      amount: { credits: 1.5, tax: { amount: '1' } },
      extendedFields: { namespaces: { a: [1] } },
    });
    expect(await post({ transactions: [extended] })).toMatchObject({ status: 200, body: { recorded: 1 } });
    expect(await stored()).toEqual([row('a').line]);
  });

  test('a transaction that cannot be read is named with its path, and nothing is stored', async () => {
    const { post, stored } = functionOn(new MemoryDisk());
    const answer = await post({
      transactions: [
        charged('a'),
        charged(''),
        'text',
        charged('d', { createdDate: '2026-10-01' }),
        charged('e', { amount: { credits: 1, cost: { amount: '1', currencyCode: 'dollars' } } }),
      ],
    });
    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: 'InvalidInput',
        errors: [
          { path: 'transactions.1.id', message: 'expected text that is not empty' },
          { path: 'transactions.2', message: 'expected an object' },
          {
            path: 'transactions.3.createdDate',
            message: 'expected an ISO 8601 instant or {seconds, nanos}',
          },
          { path: 'transactions.4.amount.cost.currencyCode', message: 'expected an ISO 4217 code' },
        ],
      },
    });
    expect(await stored()).toEqual([]);
  });

  test.each([
    ['nothing', {}, 'transactions', 'required'],
    ['no list', { transactions: charged('a') }, 'transactions', 'expected a list'],
    ['an empty list', { transactions: [] }, 'transactions', 'expected at least one transaction'],
    [
      'too many',
      { transactions: Array.from({ length: 1001 }, (_, index) => charged(`t${index}`)) },
      'transactions',
      'expected at most 1000 transactions',
    ],
    ['a bare transaction', charged('a'), 'id', 'unknown field'],
    [
      'an unknown field beside the list',
      { transactions: [charged('a')], force: true },
      'force',
      'unknown field',
    ],
  ])('%s is refused', async (_, body, path, message) => {
    const { post, stored } = functionOn(new MemoryDisk());
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'InvalidInput' } });
    expect(answer.body.errors).toContainEqual({ path, message });
    expect(await stored()).toEqual([]);
  });

  test('takes a thousand large ones, up to what Lambda carries', async () => {
    const { post } = functionOn(new MemoryDisk());
    const large = (bytes: number) =>
      Array.from({ length: 1000 }, (_, index) => charged(`t${index}`, { description: 'x'.repeat(bytes) }));
    expect(await post({ transactions: large(5_000) })).toMatchObject({
      status: 200,
      body: { recorded: 1000 },
    });
    expect(await post({ transactions: large(6_300) })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'body', message: 'expected at most 6291456 bytes' }] },
    });
  });

  test('a store that fails is an internal error, and the same call again goes on', async () => {
    const disk = new MemoryDisk();
    const body = { transactions: ['a', 'b', 'c'].map((id) => charged(id)) };
    const failing = functionOn(disk, disk.open({ fault: { at: 5, how: 'fail before' } }));
    expect(await failing.post(body)).toMatchObject({ status: 500, body: { code: 'Internal' } });
    const { status, body: answer } = await failing.post(body);
    expect([status, answer.recorded + answer.known]).toEqual([200, 3]);
    expect(await failing.stored()).toHaveLength(3);
  });
});

describe('from the other doors', () => {
  test('a direct call gets the plain output, conflicts and all', async () => {
    const { call } = functionOn(new MemoryDisk());
    await call({ transactions: [charged('a')] });
    expect(await call({ transactions: [charged('a', { revision: '1', description: 'other' })] })).toEqual({
      recorded: 0,
      known: 0,
      conflicts: [conflict('a')],
    });
  });

  test('EventBridge hands over its detail', async () => {
    const { call, stored } = functionOn(new MemoryDisk());
    const event = { source: 'my.app', 'detail-type': 'Charged', detail: { transactions: [charged('a')] } };
    expect(await call(event)).toEqual({ recorded: 1, known: 0, conflicts: [] });
    expect(await stored()).toHaveLength(1);
  });
});

describe('what it tells', () => {
  test('counts what was recorded and what conflicts, and logs nothing that a caller sent', async () => {
    const { call, lines } = functionOn(new MemoryDisk());
    await call({ transactions: [charged('secret-id', { description: 'secret' }), charged('b')] });
    await call({ transactions: [charged('secret-id', { description: 'secreter' })] });
    const told = lines.map((line) => JSON.parse(line));
    expect(told.map(({ TransactionsRecorded }) => TransactionsRecorded).filter((count) => count > 0)).toEqual(
      [2],
    );
    expect(told.filter(({ TransactionConflicts }) => TransactionConflicts === 1)).toHaveLength(1);
    expect(told.filter(({ level }) => level === 'warn')).toMatchObject([{ conflicts: 1 }]);
    expect(lines.join('\n')).not.toContain('secret');
  });

  test('without STORE_URI it is misconfigured, and says so', () => {
    expect(() => recordServices(parseConfig({}))).toThrow(/STORE_URI/);
    expect(recordServices(parseConfig({ STORE_URI: 's3://bucket/prefix' }))).toHaveProperty('store.put');
  });
});
