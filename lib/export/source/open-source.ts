// The source that TRANSACTION_SOURCE names.
import type { Config } from '../../config.ts';
import type { Store } from '../../store/store.ts';
import { wixServices } from '../../wix/services.ts';
import { createRecordedSource } from './recorded.ts';
import type { TransactionSource } from './source.ts';
import { createWixSource } from './wix.ts';

/**
 * Makes the source of a process. The `recorded` source reads `store` and needs nothing of Wix.
 * @throws Failure `Internal` when a setting that the source needs is missing.
 */
export function openSource(config: Config, store: Pick<Store, 'get' | 'list'>): TransactionSource {
  if (config.TRANSACTION_SOURCE === 'recorded') return createRecordedSource(store);
  return createWixSource(wixServices(config).wix, config.WIX_TRANSACTIONS_PATH);
}
