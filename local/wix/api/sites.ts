// Query Sites: the sites of the account.
import { perObject } from '../per-object.ts';
import { readPage } from '../query/page.ts';
import { readQuery } from '../query/request.ts';
import { type FieldFacts, filterable, type Operator, type Table } from '../query/table.ts';
import type { Site } from '../world/sites.ts';
import type { World } from '../world/world.ts';
import type { Api } from './api.ts';

const EQUALITY = ['$eq', '$ne', '$exists', '$in', '$hasSome'] as const satisfies readonly Operator[];
const ORDER = [...EQUALITY, '$startsWith', '$gt', '$lt', '$lte', '$gte'] as const;

/** What Query Sites filters and sorts by. [doc] */
const FIELDS: ReadonlyMap<string, FieldFacts> = new Map([
  ['id', filterable('text', ORDER)],
  ['name', filterable('text', ORDER)],
  ['published', filterable('boolean', EQUALITY)],
  ['premium', filterable('boolean', EQUALITY)],
  ['editorType', filterable('text', EQUALITY)],
  ['namespace', filterable('text', EQUALITY)],
  ['domainConnected', filterable('boolean', EQUALITY)],
  ['displayName', filterable('text', [], true)],
  ['createdDate', filterable('date', [], true)],
  ['updatedDate', filterable('date', [], true)],
]);

/** `POST /site-list/v2/sites/query`. Sites of other namespaces than WIX are shown to those who ask for them [seen]. */
export const querySites: Api = {
  method: 'POST',
  path: '/site-list/v2/sites/query',
  level: 'ACCOUNT',
  permission: 'SITE_LIST.READ',
  handle: ({ world, body }) => {
    const request = readQuery(body);
    const { filter, sort } = request.query;
    const asked = JSON.stringify(filter).includes('"namespace"');
    const shown = asked ? filter : { $and: [filter, { namespace: 'WIX' }] };
    const page = readPage(tableOf(world), { ...request, query: { filter: shown, sort } });
    const sites = page.places.map((place) => siteAt(world, place).facts);
    const cursorPaging = { limit: request.limit, ...cursorOf(page.metadata.cursors.next) };
    return JSON.stringify({ sites, metadata: page.metadata, cursorPaging });
  },
};

const cursorOf = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });

function siteAt(world: World, place: number): Site {
  const site = world.sites[place];
  if (!site) throw new RangeError(`There is no site at ${place}.`);
  return site;
}

const tableOf = perObject(
  (world: World): Table => ({
    fields: FIELDS,
    size: () => world.sites.length,
    createdAt: (place) => Date.parse(siteAt(world, place).facts.createdDate),
    id: (place) => siteAt(world, place).facts.id,
    value: (place, field) => {
      const { facts } = siteAt(world, place);
      const found = Object.entries(facts).find(([name]) => name === field)?.[1];
      if (FIELDS.get(field)?.type === 'date') return Date.parse(String(found));
      return Array.isArray(found) ? undefined : found;
    },
  }),
);
