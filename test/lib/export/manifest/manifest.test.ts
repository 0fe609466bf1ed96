// The manifest itself: one text for one export, read strictly.
import { createHash } from 'node:crypto';
import {
  buildManifest,
  manifestBytes,
  manifestHash,
  parseManifest,
} from '../../../../lib/export/manifest/manifest.ts';
import { NONE_SUPERSEDED, supersede } from '../../../../lib/export/manifest/superseded.ts';
import { charge, exportOf, identity } from './exports.ts';

const DAY = 86_400;

describe('what an export says of itself', () => {
  it('its identity, the sums over its files, each file, what was superseded, what came before', async () => {
    const superseded = supersede(NONE_SUPERSEDED, 't1', '1', '2');
    const previous = { exportId: 'september', sha256: 'a'.repeat(64) };
    const { manifest } = await exportOf('csv', [[charge(1), charge(2)], [charge(DAY)]], {
      superseded,
      previous,
    });
    expect(manifest).toMatchObject({
      schemaVersion: 1,
      ...identity('csv'),
      rows: 3,
      credits: '1.5',
      cost: { EUR: '0.10', USD: '0.10' },
      firstCreatedDate: '2026-10-01T00:00:01.000000005Z',
      lastCreatedDate: '2026-10-02T00:00:00.000000005Z',
      superseded: { count: 1, listed: [{ id: 't1', revision: '1', supersededBy: '2' }] },
      previous,
    });
    expect(manifest.files.map(({ key, day, rows }) => ({ key, day, rows }))).toEqual([
      { key: 'day=2026-10-01/part-0.csv', day: '2026-10-01', rows: 2 },
      { key: 'day=2026-10-02/part-1.csv', day: '2026-10-02', rows: 1 },
    ]);
  });

  it('an export without rows has no files, no money and no dates', () => {
    const manifest = buildManifest(identity('ndjson'), [], NONE_SUPERSEDED, null);
    expect(manifest).toMatchObject({ rows: 0, credits: '0', cost: {}, firstCreatedDate: null, files: [] });
    expect(parseManifest(manifestBytes(manifest))).toEqual(manifest);
  });
});

describe('its bytes', () => {
  it('come back as the same manifest, whatever order its fields had', async () => {
    const { manifest } = await exportOf('ndjson', [[charge(1)], [charge(DAY)]]);
    const shuffled = JSON.parse(
      JSON.stringify({ ...Object.fromEntries(Object.entries(manifest).reverse()), files: manifest.files }),
    );
    expect(parseManifest(manifestBytes(manifest))).toEqual(manifest);
    expect(manifestBytes(shuffled)).toEqual(manifestBytes(manifest));
  });

  it('are what the next manifest is chained to', async () => {
    const { manifest } = await exportOf('ndjson', [[charge(1)]]);
    const bytes = manifestBytes(manifest);
    expect(manifestHash(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
  });
});

it('sums of any size and superseded revisions are read back', async () => {
  const superseded = supersede(supersede(NONE_SUPERSEDED, 't1', undefined, '2'), 't2', '1', '12');
  const { manifest } = await exportOf('csv', [Array.from({ length: 3 }, (_, at) => charge(at + 1))], {
    superseded,
  });
  const large = { ...manifest, credits: '-1234567.75', cost: { EUR: '1000000.00' } };
  expect(parseManifest(manifestBytes(large))).toEqual(large);
});

describe('reading is strict', () => {
  const change = (at: string, value: unknown) => async () => {
    const { manifest } = await exportOf('csv', [[charge(1)]]);
    const raw = JSON.parse(JSON.stringify(manifest));
    const path = at.split('.');
    const last = path.pop() ?? '';
    path.reduce((parent, key) => parent[key], raw)[last] = value;
    return Buffer.from(JSON.stringify(raw));
  };

  it.each([
    ['schemaVersion', 2],
    ['from', '2026-10-01'],
    ['to', '2026-11-01T00:00:00Z'],
    ['format', 'xlsx'],
    ['source', 'elsewhere'],
    ['account', ''],
    ['rows', -1],
    ['rows', 1.5],
    ['rowsPerPart', 0],
    ['credits', 1.5],
    ['credits', '1e3'],
    ['credits', '+1'],
    ['credits', '1.'],
    ['credits', '1.5 '],
    ['credits', '1'.repeat(1001)],
    ['cost', { usd: '1.00' }],
    ['cost', { USDX: '1.00' }],
    ['cost', { AUSD: '1.00' }],
    ['digest', 'A'.repeat(64)],
    ['digest', '0'.repeat(65)],
    ['digest', `x${'0'.repeat(64)}`],
    ['digest', '0'.repeat(63)],
    ['files.0.sha256', 'short'],
    ['files.0.day', '1 October'],
    ['files.0.key', ''],
    ['files.0.unknown', true],
    ['superseded.listed', [{ id: 't1' }]],
    ['superseded.listed', [{ id: 't1', revision: null, supersededBy: 5 }]],
    ['previous', { exportId: 'x' }],
    ['unknown', true],
  ])('a wrong %s is named', async (at, value) => {
    const bytes = await change(at, value)();
    expect(() => parseManifest(bytes)).toThrow(
      expect.objectContaining({
        code: 'Internal',
        message: expect.stringContaining(`The manifest is not valid at ${at}`),
      }),
    );
  });

  it('what is no JSON, and no object', () => {
    expect(() => parseManifest(Buffer.from('{"rows":'))).toThrow(
      expect.objectContaining({ code: 'Internal', message: 'The manifest is not JSON.' }),
    );
    expect(() => parseManifest(Buffer.from('"text"'))).toThrow('The manifest is not valid at its root');
  });

  it('a manifest that does not fit is not written either', () => {
    const manifest = buildManifest(identity('csv'), [], NONE_SUPERSEDED, null);
    expect(() => manifestBytes({ ...manifest, account: '' })).toThrow('The manifest is not valid at account');
  });
});

describe('superseded revisions', () => {
  it('are all counted and the first thousand named', () => {
    let superseded = NONE_SUPERSEDED;
    for (let i = 0; i < 1005; i++) superseded = supersede(superseded, `t${i}`, undefined, '2');
    expect(superseded.count).toBe(1005);
    expect(superseded.listed).toHaveLength(1000);
    expect(superseded.listed[0]).toEqual({ id: 't0', revision: null, supersededBy: '2' });
    expect(superseded.listed.at(-1)?.id).toBe('t999');
  });

  it('leave the former list as it was', () => {
    const before = supersede(NONE_SUPERSEDED, 'a', '1', '2');
    supersede(before, 'b', '1', '2');
    expect(before).toEqual({ count: 1, listed: [{ id: 'a', revision: '1', supersededBy: '2' }] });
    expect(NONE_SUPERSEDED).toEqual({ count: 0, listed: [] });
  });
});
