// What the Query contract needs to know of the rows that it pages through.

/** The operators of Wix's query language that this Wix understands. */
export const OPERATORS = [
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$hasSome',
  '$startsWith',
  '$isEmpty',
  '$exists',
] as const;

/** One of the operators above. */
export type Operator = (typeof OPERATORS)[number];

/** A value as it is compared; dates are ms since 1970. */
export type Scalar = string | number | boolean | undefined;

/** What may be done with a field. No operators: it cannot be filtered by. */
export interface FieldFacts {
  readonly type: 'text' | 'number' | 'boolean' | 'date';
  readonly operators: readonly Operator[];
  readonly sortable: boolean;
}

/** The facts of a field that can be filtered by the given operators. */
export function filterable(
  type: FieldFacts['type'],
  operators: readonly Operator[],
  sortable = false,
): FieldFacts {
  return { type, operators, sortable };
}

/** Rows addressed by place; the places are in the order (createdDate, id). */
export interface Table {
  readonly fields: ReadonlyMap<string, FieldFacts>;
  size(): number;
  createdAt(place: number): number;
  id(place: number): string;
  value(place: number, field: string): Scalar;
}
