// What makes an export the one that it is: the same request always names the same export.
import { hash } from 'node:crypto';
import { Failure } from '../../failure.ts';
import type { FormatName } from '../format/format.ts';
import type { ExportIdentity } from '../manifest/manifest-schema.ts';
import { dayOf } from '../record/instant.ts';
import type { TransactionSource, Window } from '../source/source.ts';

/** An export as it is asked for. */
export interface ExportRequest {
  readonly source: TransactionSource['name'];
  /** The Wix account id. */
  readonly account: string;
  /** Canonical instants. */
  readonly window: Window;
  readonly format: FormatName;
  readonly rowsPerPart: number;
  /** The caller's own id; by default it is derived from all the rest. */
  readonly exportId?: string | undefined;
}

/** All of an identity but its id, as one text. */
function facts({ source, account, from, to, format, filter, rowsPerPart }: Omit<ExportIdentity, 'exportId'>) {
  return JSON.stringify([source, account, from, to, format, filter, rowsPerPart]);
}

/** The identity of a request. A derived exportId tells source, format and days to a person; the rest is a hash. */
export function identityOf({ window: { from, to }, exportId, ...of }: ExportRequest): ExportIdentity {
  const { source, account, format, rowsPerPart } = of;
  const rest = { source, account, from, to, format, filter: {}, rowsPerPart };
  const days = [from, to].map((instant) => dayOf(instant).replaceAll('-', '')).join('-');
  const derived = `${source}-${format}-${days}-${hash('sha256', facts(rest), 'hex').slice(0, 16)}`;
  return { exportId: exportId ?? derived, ...rest };
}

/**
 * Holds an export that is there against the one that is asked for under its id.
 * @throws Failure `ExportConflict` when they differ.
 */
export function mustBeSame(asked: ExportIdentity, present: ExportIdentity): void {
  if (asked.exportId === present.exportId && facts(asked) === facts(present)) return;
  const { source, from, to, format, rowsPerPart } = present;
  throw new Failure(
    'ExportConflict',
    `The exportId is taken by another export (source ${source}, ${from} to ${to}, ${format}, ${rowsPerPart} rows a file): give another exportId, or none.`,
  );
}

/** A fingerprint of an identity, 64 hexadecimal digits. */
export function fingerprint(identity: ExportIdentity): string {
  return hash('sha256', `${identity.exportId}\n${facts(identity)}`, 'hex');
}
