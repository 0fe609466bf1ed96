// The normalised record as flat text cells: their names in each CSV file, and the way back to a transaction.

/** A field of the record as a column. */
export interface NativeField {
  /** In a csv file: Wix's own name, nested names joined by an underscore. */
  readonly name: string;
  /** In a FOCUS file: a custom column, which FOCUS wants as x_PascalCase. */
  readonly focusName: string;
}

/** Every field of the record, in the order of its line; `nativeText` in `csv.ts` writes their cells. */
export const NATIVE_FIELDS: readonly NativeField[] = [
  { name: 'id', focusName: 'x_Id' },
  { name: 'revision', focusName: 'x_Revision' },
  { name: 'createdDate', focusName: 'x_CreatedDate' },
  { name: 'updatedDate', focusName: 'x_UpdatedDate' },
  { name: 'amount_credits', focusName: 'x_AmountCredits' },
  { name: 'amount_cost_amount', focusName: 'x_AmountCostAmount' },
  { name: 'amount_cost_currencyCode', focusName: 'x_AmountCostCurrencyCode' },
  { name: 'amount_cost_formattedValue', focusName: 'x_AmountCostFormattedValue' },
  { name: 'description', focusName: 'x_Description' },
  { name: 'callerAppId', focusName: 'x_CallerAppId' },
  { name: 'externalRefId', focusName: 'x_ExternalRefId' },
  { name: 'metadata', focusName: 'x_Metadata' },
  { name: 'idempotencyKey', focusName: 'x_IdempotencyKey' },
];

/**
 * The raw transaction that cells stand for, for `restoreRow`. `cells` are in the order of `NATIVE_FIELDS`, text
 * restored; an empty cell is an absent value, which is exact because a record holds no empty text.
 * @throws SyntaxError when the metadata cell is not JSON.
 */
export function rawOfCells(cells: readonly string[]): unknown {
  const [id, revision, createdDate, updatedDate, credits, amount, currencyCode, formattedValue, ...more] =
    cells.map((cell) => (cell === '' ? undefined : cell));
  const [description, callerAppId, externalRefId, metadata, idempotencyKey] = more;
  const cost = amount === undefined ? undefined : { amount, currencyCode, formattedValue };
  return {
    id,
    revision,
    createdDate,
    updatedDate,
    amount: { credits, cost },
    description,
    callerAppId,
    externalRefId,
    metadata: metadata === undefined ? undefined : JSON.parse(metadata),
    idempotencyKey,
  };
}
