// `verify` of the chain: a manifest names the one before it, and breaks with any other.
import { manifestBytes, manifestHash } from '../../../../../lib/export/manifest/manifest.ts';
import { verifyManifest } from '../../../../../lib/export/manifest/verify.ts';
import { exportOf, type MemoryExport } from '../exports.ts';
import { parts, problem } from './problem.ts';

describe('the chain to the previous manifest', () => {
  const september = {
    exportId: 'september',
    from: '2026-09-01T00:00:00.000Z',
    to: '2026-10-01T00:00:00.000Z',
  };

  async function chained(change: Parameters<typeof exportOf>[2] = {}): Promise<[MemoryExport, Uint8Array]> {
    const before = manifestBytes((await exportOf('csv', [], { ...september, ...change })).manifest);
    const previous = { exportId: 'september', sha256: manifestHash(before) };
    return [await exportOf('csv', parts, { previous }), before];
  }

  it('matches, or is said not to have been checked', async () => {
    const [{ manifest, open }, before] = await chained();
    expect(await verifyManifest(manifest, open, before)).toMatchObject({ ok: true, chain: 'matches' });
    expect(await verifyManifest(manifest, open)).toMatchObject({ ok: true, chain: 'not checked' });
  });

  it('breaks when the previous manifest was altered', async () => {
    const [{ manifest, open }, before] = await chained();
    const altered = Buffer.from(Buffer.from(before).toString().replace('"credits": "0"', '"credits": "1"'));
    expect(await problem(verifyManifest(manifest, open, altered))).toMatchObject({
      where: 'previous manifest',
      what: 'sha256',
    });
  });

  it.each([
    ['exportId', { exportId: 'another' }],
    ['source', { source: 'wix' as const }],
    ['account', { account: 'another' }],
  ])('breaks at a previous manifest of another %s', async (what, change) => {
    const [{ manifest, open }, before] = await chained(change);
    expect(await problem(verifyManifest(manifest, open, before))).toMatchObject({
      where: 'previous manifest',
      what,
    });
  });

  it('breaks at a previous manifest of another format', async () => {
    const before = manifestBytes((await exportOf('ndjson', [], september)).manifest);
    const previous = { exportId: 'september', sha256: manifestHash(before) };
    const { manifest, open } = await exportOf('csv', parts, { previous });
    expect(await problem(verifyManifest(manifest, open, before))).toMatchObject({ what: 'format' });
  });
});
