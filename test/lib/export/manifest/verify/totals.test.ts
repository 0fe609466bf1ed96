// `verify` of the manifest's own figures: each one is computed again from the files.
import type { Manifest } from '../../../../../lib/export/manifest/manifest-schema.ts';
import { NONE_SUPERSEDED, supersede } from '../../../../../lib/export/manifest/superseded.ts';
import { verifyManifest } from '../../../../../lib/export/manifest/verify.ts';
import { exportOf } from '../exports.ts';
import { parts, problem } from './problem.ts';

describe('each figure of the manifest is recomputed', () => {
  it.each([
    ['rows', { rows: 7 }, 'rows', '7', '6'],
    ['credits', { credits: '3.1' }, 'credits', '3.1', '3'],
    ['a sum of money', { cost: { EUR: '0.20', USD: '0.21' } }, 'cost in USD', '0.21', '0.20'],
    ['money in no file', { cost: { EUR: '0.20', GBP: '1.00', USD: '0.20' } }, 'cost in GBP', '1.00', 'none'],
    ['money left out', { cost: { USD: '0.20' } }, 'cost in EUR', 'none', '0.20'],
    [
      'the first date',
      { firstCreatedDate: null },
      'firstCreatedDate',
      'none',
      '2026-10-01T00:00:01.000000005Z',
    ],
    [
      'the last date',
      { lastCreatedDate: '2026-10-31T00:00:00.000Z' },
      'lastCreatedDate',
      '2026-10-31T00:00:00.000Z',
      '2026-10-02T00:00:01.000000005Z',
    ],
    [
      'the digest',
      { digest: '0'.repeat(64) },
      'digest',
      '0'.repeat(64),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ],
  ])('%s', async (_, change, what, expected, found) => {
    const { manifest, open } = await exportOf('csv', parts);
    const altered: Manifest = Object.assign({}, manifest, change);
    expect(await problem(verifyManifest(altered, open))).toEqual({
      where: 'manifest',
      what,
      expected,
      found,
    });
  });

  it('a file that the manifest no longer lists makes the totals wrong', async () => {
    const { manifest, open } = await exportOf('csv', parts);
    const altered = { ...manifest, files: manifest.files.slice(0, 2) };
    expect(await problem(verifyManifest(altered, open))).toMatchObject({
      where: 'manifest',
      what: 'rows',
      found: '4',
    });
  });

  it('a file that is listed twice', async () => {
    const { manifest, open } = await exportOf('csv', parts);
    const altered = { ...manifest, files: [...manifest.files, ...manifest.files.slice(0, 1)] };
    expect(await problem(verifyManifest(altered, open))).toMatchObject({
      expected: 'listed once',
      found: 'twice',
    });
  });

  it('but not that fewer superseded revisions are named than there were: the list has an end', async () => {
    const { manifest, open } = await exportOf('csv', parts, {
      superseded: { ...supersede(NONE_SUPERSEDED, 't1', '1', '2'), count: 2 },
    });
    expect(await verifyManifest(manifest, open)).toMatchObject({ ok: true });
  });

  it('more names of superseded revisions than there were', async () => {
    const { listed } = supersede(NONE_SUPERSEDED, 'a', '1', '2');
    const { manifest, open } = await exportOf('csv', parts, { superseded: { count: 0, listed } });
    expect(await problem(verifyManifest(manifest, open))).toMatchObject({
      where: 'manifest',
      what: 'superseded.count',
      expected: '0',
      found: '1',
    });
  });
});
