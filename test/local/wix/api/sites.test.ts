// Query Sites over HTTP.
import * as v from 'valibot';
import { type OpenWix, PATHS, withWix } from '../open-wix.ts';

const world = { transactions: 0 } as const;

const answerSchema = v.object({
  sites: v.array(v.object({ id: v.string(), namespace: v.string(), displayName: v.string() })),
  metadata: v.object({
    count: v.number(),
    cursors: v.object({ next: v.optional(v.string()), prev: v.optional(v.string()) }),
    hasNext: v.boolean(),
  }),
  cursorPaging: v.object({ limit: v.number() }),
});

const query = async (wix: OpenWix, body: unknown) =>
  v.parse(answerSchema, (await wix.forAccount('POST', PATHS.sites, { query: body })).json);

test('answers under `metadata`, not `pagingMetadata`, the documented fields of a site', () =>
  withWix(world, async (wix) => {
    const { json } = await wix.forAccount('POST', PATHS.sites, { query: { cursorPaging: { limit: 1 } } });
    expect(Object.keys(Object(json))).toEqual(['sites', 'metadata', 'cursorPaging']);
    expect(json).toMatchObject({
      sites: [
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          displayName: expect.any(String),
          published: expect.any(Boolean),
          premium: expect.any(Boolean),
          viewUrl: expect.stringMatching(/^https:/),
          ownerAccountId: wix.accountId,
          namespace: 'WIX',
        },
      ],
      metadata: { count: 1, hasNext: true },
    });
  }));

test('shows the sites of namespace WIX only, until others are asked for', () =>
  withWix(world, async (wix) => {
    const shown = await query(wix, {});
    expect(new Set(shown.sites.map(({ namespace }) => namespace))).toEqual(new Set(['WIX']));
    expect(shown.sites).toHaveLength(10);
    const all = await query(wix, { filter: { namespace: { $in: ['WIX', 'HEADLESS'] } } });
    expect(all.sites).toHaveLength(12);
    const headless = await query(wix, { filter: { $and: [{ namespace: 'HEADLESS' }] } });
    expect(headless.sites).toHaveLength(2);
  }));

test('every page of a fleet comes once, with the filter in the cursor', () =>
  withWix({ ...world, sites: 1_000 }, async (wix) => {
    const ids: string[] = [];
    const filter = { namespace: { $in: ['WIX', 'HEADLESS'] } };
    let page = await query(wix, { filter, cursorPaging: { limit: 100 } });
    ids.push(...page.sites.map(({ id }) => id));
    while (page.metadata.cursors.next !== undefined) {
      page = await query(wix, { cursorPaging: { cursor: page.metadata.cursors.next, limit: 100 } });
      ids.push(...page.sites.map(({ id }) => id));
    }
    expect(ids).toHaveLength(1_000);
    expect(new Set(ids)).toEqual(new Set(wix.world.sites.map(({ facts }) => facts.id)));
    expect(page.metadata.hasNext).toBe(false);
  }));

test.each([
  [{ premium: true }, 6],
  [{ premium: { $ne: true } }, 4],
  [{ domainConnected: { $exists: true } }, 10],
  [{ name: { $startsWith: 'COPPER' } }, undefined],
  [{ editorType: { $hasSome: ['STUDIO'] } }, 10],
])('the filter %j is known', (filter, count) =>
  withWix(world, async (wix) => {
    const { sites } = await query(wix, { filter });
    if (count !== undefined) expect(sites).toHaveLength(count);
    else for (const site of sites) expect(site.displayName.startsWith('Copper')).toBe(true);
  }),
);

test('sorts by displayName', () =>
  withWix(world, async (wix) => {
    const { sites } = await query(wix, { sort: [{ fieldName: 'displayName', order: 'ASC' }] });
    const names = sites.map(({ displayName }) => displayName);
    expect(names).toEqual(names.toSorted());
  }));

test.each([{ createdDate: { $gt: '2026-01-01' } }, { viewUrl: 'x' }, { premium: { $gt: true } }])(
  'the filter %j is refused, as the documentation has no such filter',
  (filter) =>
    withWix(world, async (wix) => {
      const { status, json } = await wix.forAccount('POST', PATHS.sites, { query: { filter } });
      expect(status).toBe(400);
      expect(json).toHaveProperty('details.validationError.fieldViolations.0.field');
    }),
);
