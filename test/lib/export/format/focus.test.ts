// FOCUS 1.2: every mandatory column is there and valid, and the figures say what the credits were.
import fc from 'fast-check';
import Papa from 'papaparse';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import type { Row } from '../../../../lib/export/record/transaction.ts';
import { anyRows } from '../record/arbitraries.ts';
import { ACCOUNT, fileOf, rowsOf } from './files.ts';

// The 21 columns of feature level "Mandatory" in FOCUS 1.2, and whether they may be null.
const MANDATORY: Record<string, 'nullable' | 'not null'> = {
  BilledCost: 'not null',
  BillingAccountId: 'not null',
  BillingAccountName: 'nullable',
  BillingCurrency: 'not null',
  BillingPeriodEnd: 'not null',
  BillingPeriodStart: 'not null',
  ChargeCategory: 'not null',
  ChargeClass: 'nullable',
  ChargeDescription: 'nullable',
  ChargePeriodEnd: 'not null',
  ChargePeriodStart: 'not null',
  ContractedCost: 'not null',
  EffectiveCost: 'not null',
  InvoiceIssuerName: 'not null',
  ListCost: 'not null',
  PricingQuantity: 'not null',
  PricingUnit: 'not null',
  ProviderName: 'not null',
  PublisherName: 'not null',
  ServiceCategory: 'not null',
  ServiceName: 'not null',
};
const DECIMALS = [
  'BilledCost',
  'ContractedCost',
  'EffectiveCost',
  'ListCost',
  'PricingQuantity',
  'PricingCurrencyEffectiveCost',
  'PricingCurrencyListUnitPrice',
  'PricingCurrencyContractedUnitPrice',
];
const INSTANTS = ['BillingPeriodStart', 'BillingPeriodEnd', 'ChargePeriodStart', 'ChargePeriodEnd'];

async function parse(rows: readonly Row[]): Promise<{ fields: string[]; records: Record<string, string>[] }> {
  const text = (await fileOf('focus', [rows])).toString();
  const { data, meta } = Papa.parse<Record<string, string>>(text, {
    header: true,
    newline: '\r\n',
    delimiter: ',',
  });
  return { fields: meta.fields ?? [], records: data.slice(0, -1) };
}

async function one(raw: Record<string, unknown>): Promise<Record<string, string>> {
  const base = { id: 't1', createdDate: '2026-10-31T23:59:59.5Z', amount: { credits: 12.5 } };
  const { records } = await parse([normalise({ ...base, ...raw })]);
  expect(records).toHaveLength(1);
  return records[0] ?? {};
}

it('has all 21 mandatory columns, once, FOCUS columns in order, every other one x_PascalCase', async () => {
  const { fields } = await parse([]);
  expect(Object.keys(MANDATORY)).toHaveLength(21);
  expect(fields).toEqual(expect.arrayContaining(Object.keys(MANDATORY)));
  expect(new Set(fields).size).toBe(fields.length);
  const standard = fields.filter((field) => !field.startsWith('x_'));
  expect(standard).toEqual([...standard].sort());
  expect(standard.every((field) => /^[A-Z][A-Za-z]+$/.test(field))).toBe(true);
  expect(fields.slice(standard.length).every((field) => /^x_[A-Z][A-Za-z]+$/.test(field))).toBe(true);
});

it('holds valid values in every mandatory column, whatever the transaction', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, async (rows) => {
      const { records } = await parse(rows);
      expect(records).toHaveLength(rows.length);
      for (const record of records) {
        for (const [column, nullability] of Object.entries(MANDATORY)) {
          if (nullability === 'not null') expect(record[column]).not.toBe('');
        }
        for (const column of DECIMALS) expect(record[column]).toMatch(/^-?\d+\.\d+$/);
        for (const column of INSTANTS) expect(record[column]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        expect(record.BillingCurrency).toMatch(/^[A-Z]{3}$/);
        expect(record.BilledCost).toBe('0.0');
        const [start, end, monthStart, monthEnd] = [
          record.ChargePeriodStart,
          record.ChargePeriodEnd,
          record.BillingPeriodStart,
          record.BillingPeriodEnd,
        ].map((value) => Date.parse(value ?? ''));
        expect(Number(end) - Number(start)).toBe(1000);
        expect(Number(start)).toBeGreaterThanOrEqual(Number(monthStart));
        expect(Number(end)).toBeLessThanOrEqual(Number(monthEnd));
      }
    }),
  );
});

it('a prepaid charge: nothing billed, the money as effective cost, the credits in the pricing currency', async () => {
  const cost = { amount: '0.10', currencyCode: 'EUR', formattedValue: '0,10 €' };
  expect(await one({ amount: { credits: 12.5, cost }, description: 'Text generation' })).toMatchObject({
    BilledCost: '0.0',
    BillingAccountId: ACCOUNT,
    BillingAccountName: '',
    BillingCurrency: 'EUR',
    BillingPeriodStart: '2026-10-01T00:00:00Z',
    BillingPeriodEnd: '2026-11-01T00:00:00Z',
    ChargeCategory: 'Usage',
    ChargeClass: '',
    ChargeDescription: 'Text generation',
    ChargeFrequency: 'Usage-Based',
    ChargePeriodStart: '2026-10-31T23:59:59Z',
    ChargePeriodEnd: '2026-11-01T00:00:00Z',
    EffectiveCost: '0.10',
    ListCost: '0.10',
    ContractedCost: '0.10',
    PricingCurrency: 'Wix Credits',
    PricingCurrencyEffectiveCost: '12.5',
    PricingQuantity: '12.5',
    PricingUnit: 'Credits',
    ProviderName: 'Wix',
    PublisherName: 'Wix',
    InvoiceIssuerName: 'Wix',
    ServiceCategory: 'AI and Machine Learning',
    x_Id: 't1',
    x_CreatedDate: '2026-10-31T23:59:59.500Z',
    x_AmountCredits: '12.5',
    x_AmountCostAmount: '0.10',
    x_AmountCostCurrencyCode: 'EUR',
  });
});

it('a whole number has a point, so that a reader that guesses types takes the column for decimals', async () => {
  const cost = { amount: '5', currencyCode: 'JPY' };
  expect(await one({ amount: { credits: 12, cost } })).toMatchObject({
    EffectiveCost: '5.0',
    PricingQuantity: '12.0',
    x_AmountCredits: '12',
    x_AmountCostAmount: '5',
  });
});

it('the quantity times the unit price is the cost in credits', async () => {
  const record = await one({ amount: { credits: 0.3 } });
  const product = Number(record.PricingQuantity) * Number(record.PricingCurrencyListUnitPrice);
  expect(product).toBe(Number(record.PricingCurrencyEffectiveCost));
});

it('an unknown cost joins no currency’s total and is told from a cost of 0', async () => {
  const unknown = await one({});
  const free = await one({ amount: { credits: 1, cost: { amount: '0.00', currencyCode: 'USD' } } });
  expect(unknown).toMatchObject({ BillingCurrency: 'XXX', EffectiveCost: '0.0', x_AmountCostAmount: '' });
  expect(free).toMatchObject({ BillingCurrency: 'USD', EffectiveCost: '0.00', x_AmountCostAmount: '0.00' });
});

it('a charge without a description is described, and its own field stays empty', async () => {
  expect(await one({})).toMatchObject({ ChargeDescription: 'Wix credits charged', x_Description: '' });
  expect(await one({ description: '=1' })).toMatchObject({ ChargeDescription: "'=1", x_Description: "'=1" });
});

it.each([
  ['2026-12-31T23:59:59Z', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z'],
  ['0998-12-31T23:59:59Z', '0998-12-01T00:00:00Z', '0999-01-01T00:00:00Z', '0999-01-01T00:00:00Z'],
  ['2024-02-29T12:00:07Z', '2024-02-01T00:00:00Z', '2024-03-01T00:00:00Z', '2024-02-29T12:00:08Z'],
  ['2026-09-30T23:59:58.999999999Z', '2026-09-01T00:00:00Z', '2026-10-01T00:00:00Z', '2026-09-30T23:59:59Z'],
])('%s is billed in its month and lasts a second', async (createdDate, monthStart, monthEnd, end) => {
  expect(await one({ createdDate })).toMatchObject({
    BillingPeriodStart: monthStart,
    BillingPeriodEnd: monthEnd,
    ChargePeriodEnd: end,
  });
});

describe('the reader refuses', () => {
  const row = normalise({ id: 't1', createdDate: '2026-10-01T00:00:00Z', amount: { credits: 5 } });
  it.each([
    ['a FOCUS figure that its own row does not give', '1.0,5.0,Credits', '1.0,6.0,Credits'],
    ['a charge that is suddenly billed', '\r\n0.0,', '\r\n1.0,'],
    ['another account', ACCOUNT, 'somebody-else'],
  ])('%s', async (_, from, to) => {
    const text = (await fileOf('focus', [[row]])).toString();
    expect(text).toContain(from);
    const altered = Buffer.from(text.replace(from, to));
    await expect(rowsOf('focus', altered)).rejects.toThrow('record 2 is not in canonical form');
  });

  it('a plain csv file', async () => {
    await expect(rowsOf('focus', await fileOf('csv', [[row]]))).rejects.toThrow('the header is not the one');
  });
});
