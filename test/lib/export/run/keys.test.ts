// Where an export lies in the store: later versions and others' tables must find it there.
import { chainKey, checkpointKey, manifestKey, partKey } from '../../../../lib/export/run/keys.ts';
import { identity } from './world.ts';

const of = identity({ exportId: 'october', account: 'abc' });

test.each([
  [manifestKey('october'), 'exports/manifests/october.json'],
  [checkpointKey('october'), 'exports/checkpoints/october.ndjson'],
  // The beginning of the SHA-256 of `abc`.
  [chainKey(of), 'exports/chains/wix-ndjson-ba7816bf8f01cfea.json'],
  [partKey(of, '2026-10-01', 7, 'ndjson.gz'), 'exports/ndjson/october/dt=2026-10-01/part-00007.ndjson.gz'],
])('%s', (key, expected) => {
  expect(key).toBe(expected);
});
