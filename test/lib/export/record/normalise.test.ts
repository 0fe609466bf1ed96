// One record out of every wire form, and a named error where there is none.
import fc from 'fast-check';
import { BadRecord } from '../../../../lib/export/record/bad-record.ts';
import { normalise, restoreRow } from '../../../../lib/export/record/normalise.ts';
import { plainForm, plainTransaction, protobufForm } from './arbitraries.ts';

const least = { id: 't1', createdDate: '2026-10-01T00:00:00Z', amount: { credits: 1 } };

function badRecord(raw: unknown): BadRecord {
  try {
    normalise(raw);
  } catch (error) {
    if (error instanceof BadRecord) return error;
    throw error;
  }
  throw new Error('the record was accepted');
}

describe('the record', () => {
  it('has Wix’s own names, exact texts, and one order of fields', () => {
    const { line } = normalise({
      unknown: 'left out',
      idempotencyKey: 'k',
      metadata: { tokens: 3, model: 'm' },
      externalRefId: 'e',
      callerAppId: 'c',
      description: 'd',
      amount: { cost: { formattedValue: '$0.10', currencyCode: 'USD', amount: '0.10' }, credits: 0.5 },
      updatedDate: '2026-10-02T00:00:00+00:00',
      createdDate: { seconds: '1790812800', nanos: 1 },
      revision: { value: '2' },
      id: { value: 't1' },
    });
    expect(line).toBe(
      '{"id":"t1","revision":"2","createdDate":"2026-10-01T00:00:00.000000001Z",' +
        '"updatedDate":"2026-10-02T00:00:00.000Z","amount":{"credits":"0.5","cost":{"amount":"0.10",' +
        '"currencyCode":"USD","formattedValue":"$0.10"}},"description":"d","callerAppId":"c",' +
        '"externalRefId":"e","metadata":{"model":"m","tokens":3},"idempotencyKey":"k"}',
    );
  });

  it('is the same from the plain form, from protobuf’s form, and from its own line', () => {
    fc.assert(
      fc.property(plainTransaction, (plain) => {
        const row = normalise(plainForm(plain));
        expect(normalise(protobufForm(plain))).toEqual(row);
        expect(restoreRow(JSON.parse(row.line))).toEqual(row);
      }),
      { numRuns: 500 },
    );
  });

  it('is restored as it is, even where its metadata looks like a wire form', () => {
    const inner = { fields: { a: { structValue: { fields: { stringValue: { stringValue: 'x' } } } } } };
    const raw = { ...least, metadata: { fields: { fields: { structValue: inner } } } };
    const row = normalise(raw);
    expect(row.record.metadata).toEqual({ fields: { a: { stringValue: 'x' } } });
    expect(restoreRow(JSON.parse(row.line))).toEqual(row);
  });

  it('needs no more than an id, a date and credits', () => {
    expect(normalise(least).line).toBe(
      '{"id":"t1","createdDate":"2026-10-01T00:00:00.000Z","amount":{"credits":"1"}}',
    );
  });

  it.each([null, undefined, ''])('takes an optional field that is %p for absent', (nothing) => {
    const raw = {
      ...least,
      revision: nothing,
      updatedDate: nothing === '' ? null : nothing,
      description: nothing,
      callerAppId: nothing,
      externalRefId: { value: nothing },
      metadata: nothing === '' ? null : nothing,
      idempotencyKey: nothing,
      amount: { credits: 1, cost: nothing === '' ? {} : nothing },
    };
    expect(normalise(raw)).toEqual(normalise(least));
  });

  it('keeps text as it came, but a lone surrogate, which no file could hold, becomes U+FFFD', () => {
    expect(normalise({ ...least, description: ' =1\r\n"ü" ' }).record.description).toBe(' =1\r\n"ü" ');
    expect(normalise({ ...least, description: 'a\ud800b' }).record.description).toBe('a\ufffdb');
  });

  it('an amount of zero that Wix did send is zero', () => {
    expect(normalise({ ...least, amount: { credits: 0 } }).record.amount.credits).toBe('0');
  });
});

describe('a bad record is an error that names it', () => {
  const cost = { amount: '1.00', currencyCode: 'USD' };
  const expected: Readonly<Record<string, string>> = {
    createdDate: 'an ISO 8601 instant or {seconds, nanos}',
    updatedDate: 'an ISO 8601 instant or {seconds, nanos}',
    revision: 'an int64',
    amount: 'an object',
    'amount.credits': 'a decimal number',
    'amount.cost': 'an object',
    'amount.cost.amount': 'a decimal number',
    'amount.cost.currencyCode': 'an ISO 4217 code',
    metadata: 'a JSON object of at most 100 levels',
  };
  it.each([
    ['createdDate', { ...least, createdDate: 'yesterday' }],
    ['createdDate', { ...least, createdDate: undefined }],
    ['updatedDate', { ...least, updatedDate: '' }],
    ['revision', { ...least, revision: '1.5' }],
    ['amount', { ...least, amount: undefined }],
    ['amount', { ...least, amount: 5 }],
    ['amount.credits', { ...least, amount: {} }],
    ['amount.credits', { ...least, amount: { credits: null } }],
    ['amount.credits', { ...least, amount: { credits: 'many' } }],
    ['amount.cost', { ...least, amount: { credits: 1, cost: '1.00 USD' } }],
    ['amount.cost.amount', { ...least, amount: { credits: 1, cost: { ...cost, amount: undefined } } }],
    ['amount.cost.amount', { ...least, amount: { credits: 1, cost: { ...cost, amount: '1,00' } } }],
    ['amount.cost.currencyCode', { ...least, amount: { credits: 1, cost: { amount: '1.00' } } }],
    ['amount.cost.currencyCode', { ...least, amount: { credits: 1, cost: { ...cost, currencyCode: '$' } } }],
    [
      'amount.cost.currencyCode',
      { ...least, amount: { credits: 1, cost: { ...cost, currencyCode: 'USDX' } } },
    ],
    [
      'amount.cost.currencyCode',
      { ...least, amount: { credits: 1, cost: { ...cost, currencyCode: 'AUSD' } } },
    ],
    [
      'amount.cost.currencyCode',
      { ...least, amount: { credits: 1, cost: { ...cost, currencyCode: ['USD'] } } },
    ],
    [
      'amount.cost.formattedValue',
      { ...least, amount: { credits: 1, cost: { ...cost, formattedValue: 1 } } },
    ],
    ['description', { ...least, description: 5 }],
    ['callerAppId', { ...least, callerAppId: {} }],
    ['externalRefId', { ...least, externalRefId: ['x'] }],
    ['metadata', { ...least, metadata: 'x' }],
    ['idempotencyKey', { ...least, idempotencyKey: true }],
  ])('by its id and %s', (path, raw) => {
    const error = badRecord(raw);
    expect(error).toMatchObject({ name: 'BadRecord', id: 't1', path });
    expect(error.message).toBe(
      `Transaction t1 cannot be exported: ${path} must be ${expected[path] ?? 'text'}.`,
    );
  });

  it.each([
    [null, 'it must be an object'],
    ['t1', 'it must be an object'],
    [[least], 'it must be an object'],
    [{ ...least, id: '' }, 'id must be text that is not empty'],
    [{ ...least, id: 7 }, 'id must be text'],
    [{ ...least, id: null }, 'id must be text'],
  ])('and without an id, by the field alone: %j', (raw, problem) => {
    const error = badRecord(raw);
    expect(error.id).toBeUndefined();
    expect(error.message).toContain(`A transaction cannot be exported: ${problem}`);
  });

  it.each(['<script>\na', 'a\n<script>', 'a b'])(
    'without the value that was found, and without an id that is no plain name: %j',
    (id) => {
      const error = badRecord({ ...least, id, description: { secret: 'x' } });
      expect(error.message).toBe('A transaction cannot be exported: description must be text.');
      expect(error.id).toBe(id);
    },
  );
});
