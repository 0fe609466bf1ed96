// FOCUS 1.2 "cost and usage" as CSV: a credit charge in the terms of FinOps, Wix's own fields beside it as x_ columns.
//
// | FOCUS 1.2 column (M: mandatory)            | value                                                              |
// |--------------------------------------------|--------------------------------------------------------------------|
// | BilledCost M                               | 0: the credits were paid for, or granted, before                   |
// | BillingAccountId M                         | the Wix account id                                                 |
// | BillingAccountName M                       | null: Wix tells no display name                                    |
// | BillingCurrency M                          | the cost's currency; XXX (ISO 4217: none) where Wix names no cost  |
// | BillingPeriodStart, BillingPeriodEnd M     | the UTC calendar month (assumed: Wix tells no billing period)      |
// | ChargeCategory M                           | Usage                                                              |
// | ChargeClass M                              | null: no row corrects an earlier period; transactions are immutable |
// | ChargeDescription M                        | Wix's description, else a fixed text                               |
// | ChargeFrequency                            | Usage-Based                                                        |
// | ChargePeriodStart, ChargePeriodEnd M       | the second of createdDate: FOCUS dates have no fractions           |
// | EffectiveCost, ListCost, ContractedCost M  | the cost that Wix states; no list or negotiated price is known     |
// | InvoiceIssuerName, ProviderName M          | Wix                                                                |
// | PublisherName M                            | Wix                                                                |
// | PricingCurrency                            | Wix Credits, a virtual currency                                    |
// | PricingCurrencyEffectiveCost               | the credits                                                        |
// | PricingCurrency…UnitPrice (List, Contracted) | 1: a credit costs one credit                                     |
// | PricingQuantity, PricingUnit M             | the credits, Credits                                               |
// | ServiceCategory M, ServiceSubcategory      | AI and Machine Learning, Other (AI and Machine Learning)           |
// | ServiceName M                              | Wix AI Credits                                                     |
//
// A charge whose money is not known must not count as 0 of some currency, and FOCUS allows no null there: its costs are
// 0 in XXX, so that it joins no currency's total, and x_AmountCostAmount is empty.
import type { Transaction } from '../record/transaction.ts';
import { nativeText } from './csv.ts';
import { textCell } from './csv-cell.ts';
import type { Batches } from './format.ts';
import { NATIVE_FIELDS } from './native-fields.ts';
import { textChunks } from './text-chunks.ts';

const noCost = { amount: '0', currencyCode: 'XXX' } as const;

/** A decimal column: with a point, so that a reader which guesses types never takes it for integers. */
function decimal(text: string): string {
  return text.includes('.') ? text : `${text}.0`;
}

/** The FOCUS columns, in the order of the specification (alphabetical). */
export const FOCUS_COLUMNS = [
  'BilledCost',
  'BillingAccountId',
  'BillingAccountName',
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargeFrequency',
  'ChargePeriodEnd',
  'ChargePeriodStart',
  'ContractedCost',
  'EffectiveCost',
  'InvoiceIssuerName',
  'ListCost',
  'PricingCurrency',
  'PricingCurrencyContractedUnitPrice',
  'PricingCurrencyEffectiveCost',
  'PricingCurrencyListUnitPrice',
  'PricingQuantity',
  'PricingUnit',
  'ProviderName',
  'PublisherName',
  'ServiceCategory',
  'ServiceName',
  'ServiceSubcategory',
] as const;

/** The header of a FOCUS file, without its line end. */
export const FOCUS_HEADER = [...FOCUS_COLUMNS, ...NATIVE_FIELDS.map((field) => field.focusName)].join(',');

interface BillingPeriod {
  readonly month: string;
  readonly start: string;
  readonly end: string;
}

/** The calendar month of `2026-12`. */
function billingPeriod(month: string): BillingPeriod {
  const next = Number(month.slice(5)) + 1;
  const year = Number(month.slice(0, 4));
  const after = next === 13 ? `${year + 1}-01` : `${year}-${String(next).padStart(2, '0')}`;
  return { month, start: `${month}-01T00:00:00Z`, end: `${after.padStart(7, '0')}-01T00:00:00Z` };
}

function nextSecond(second: string): string {
  // Stryker disable next-line MethodExpression: what is no number goes the slow way, which says the same.
  const digits = Number(second.slice(17, 19)) + 1;
  // Stryker disable next-line ConditionalExpression: the slow way says the same.
  if (digits < 60) return `${second.slice(0, 17)}${String(digits).padStart(2, '0')}Z`;
  return `${new Date(Date.parse(second) + 1000).toISOString().slice(0, 19)}Z`;
}

/** Makes the line of a record, without its line end: FOCUS columns, then the native ones. */
export function focusLine(account: string): (record: Transaction) => string {
  const accountCell = textCell(account);
  let billing: BillingPeriod | undefined;
  return (record) => {
    const { createdDate, amount } = record;
    const month = createdDate.slice(0, 7);
    // Stryker disable next-line ConditionalExpression: to make it once more takes time, and changes nothing.
    if (billing?.month !== month) billing = billingPeriod(month);
    const second = `${createdDate.slice(0, 19)}Z`;
    const { amount: money, currencyCode } = amount.cost ?? noCost;
    const cost = decimal(money);
    const credits = decimal(amount.credits);
    return (
      `0.0,${accountCell},,${currencyCode},${billing.end},${billing.start},Usage,,` +
      `${textCell(record.description ?? 'Wix credits charged')},Usage-Based,${nextSecond(second)},${second},` +
      `${cost},${cost},Wix,${cost},Wix Credits,1.0,${credits},1.0,${credits},Credits,Wix,Wix,` +
      `AI and Machine Learning,Wix AI Credits,Other (AI and Machine Learning),${nativeText(record)}`
    );
  };
}

/** The bytes of a FOCUS `.csv` file; `account` is the Wix account id. */
export function encodeFocus(batches: Batches, account: string): AsyncIterable<Uint8Array> {
  const lineOf = focusLine(account);
  return textChunks(batches, `${FOCUS_HEADER}\r\n`, (row) => `${lineOf(row.record)}\r\n`);
}
