// Which export a request is about: the one of its continuation, or of its window and format.
import type { Call } from '../../call.ts';
import type { FormatName } from '../format/format.ts';
import type { ExportIdentity } from '../manifest/manifest-schema.ts';
import { checkContinuation, exportIdIn, refuseContinuation } from './continuation.ts';
import { identityOf, mustBeSame } from './identity.ts';
import { readSaved } from './progress.ts';
import type { ExportServices } from './services.ts';
import { checkWindow, dayBefore } from './window.ts';

/** What a caller says of the export. `from` and `to` are canonical instants, both or neither. */
export interface Asked {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly format?: FormatName | undefined;
  readonly exportId?: string | undefined;
  readonly continuation?: string | undefined;
}

/**
 * The identity of the export. Without a window it is the UTC day before the call's; a continuation needs nothing else,
 * and what is said beside it must fit.
 * @throws Failure `InvalidInput` for a bad window or continuation, `ExportConflict` for a continuation of another account
 * or source than this function has; `Internal` and `SecretUnavailable` as `accountOf`.
 */
export async function askedExport(
  asked: Asked,
  services: ExportServices,
  call: Call,
): Promise<ExportIdentity> {
  const { from, to, format = 'ndjson', exportId, continuation } = asked;
  const { source, rowsPerPart } = services;
  if (continuation !== undefined) return continuedExport(asked, continuation, services, call);
  const window = from === undefined || to === undefined ? dayBefore(call.now) : { from, to };
  checkWindow(window, Math.max(call.now.getTime(), call.clock.now()));
  const account = await services.accountOf(call);
  return identityOf({ source: source.name, account, window, format, rowsPerPart, exportId });
}

async function continuedExport(
  asked: Asked,
  continuation: string,
  { store, source, accountOf }: ExportServices,
  call: Call,
): Promise<ExportIdentity> {
  const saved = await readSaved(store, exportIdIn(continuation));
  if (saved === undefined) return refuseContinuation();
  const { identity } = saved.checkpoint;
  checkContinuation(continuation, identity);
  for (const field of ['exportId', 'from', 'to', 'format'] as const) {
    if (asked[field] !== undefined && asked[field] !== identity[field]) refuseContinuation();
  }
  mustBeSame({ ...identity, source: source.name, account: await accountOf(call) }, identity);
  return identity;
}
