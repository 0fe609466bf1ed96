// TRANSACTION_SOURCE: which source it opens, and what that one needs.
import { parseConfig } from '../../../../lib/config.ts';
import { openSource } from '../../../../lib/export/source/open-source.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';

const store = new MemoryDisk().open();

describe('TRANSACTION_SOURCE', () => {
  test('recorded reads the store and needs nothing of Wix', () => {
    expect(openSource(parseConfig({ TRANSACTION_SOURCE: 'recorded' }), store).name).toBe('recorded');
  });

  test('is Wix where nothing is said', () => {
    expect(openSource(parseConfig({ WIX_SECRET_ID: 'x' }), store).name).toBe('wix');
  });

  test('Wix without a secret is misconfigured', () => {
    expect(() => openSource(parseConfig({}), store)).toThrow(/WIX_SECRET_ID/);
  });
});
