// The list of sites: page by page by the cursor alone, and no list is no empty list.
import { querySites } from '../../../lib/wix/sites.ts';
import { wixWith } from './answers.ts';
import { failureOf } from './harness.ts';
import { stopServers } from './servers.ts';

afterEach(stopServers);

describe('Query Sites', () => {
  const site = (number: number) => ({ id: `site-${number}`, displayName: `Site ${number}`, published: true });
  const metadata = (next?: string) => ({ count: 1, cursors: { next }, hasNext: next !== undefined });

  test('lists headless sites too, page by page, and sends only the cursor for the next page', async () => {
    const { wix, call, bodies, requests, warned } = await wixWith(
      { sites: [site(1), site(2)], metadata: metadata('c-1') },
      { sites: [site(3)], metadata: metadata() },
    );
    const listed = [];
    for await (const page of querySites(wix, call)) listed.push(page.map(({ id }) => id));
    expect(listed).toEqual([['site-1', 'site-2'], ['site-3']]);
    expect(bodies()).toEqual([
      { query: { filter: { namespace: { $in: ['WIX', 'HEADLESS'] } }, cursorPaging: { limit: 100 } } },
      { query: { cursorPaging: { cursor: 'c-1', limit: 100 } } },
    ]);
    expect(requests[0]).toMatchObject({ method: 'POST', path: '/site-list/v2/sites/query' });
    expect(requests[0]?.headers).toMatchObject({ 'wix-account-id': 'account-1' });
    expect(warned()).toEqual([]);
  });

  test('leaves out what has no id, and tells it', async () => {
    const { wix, call, warned } = await wixWith({
      sites: [{ displayName: 'x' }, site(2)],
      metadata: metadata(),
    });
    for await (const page of querySites(wix, call))
      expect(page).toEqual([{ id: 'site-2', displayName: 'Site 2' }]);
    expect(warned()).toEqual(['sites.*.id']);
  });

  test('without a list is no empty list', async () => {
    const { wix, call } = await wixWith({}, {}, {});
    expect((await failureOf(querySites(wix, call).next())).code).toBe('WixUnavailable');
  });

  test('that repeats a cursor is an error', async () => {
    const page = { sites: [site(1)], metadata: metadata('c-1') };
    const { wix, call } = await wixWith(page, page, page);
    const walk = async () => {
      for await (const _ of querySites(wix, call));
    };
    expect((await failureOf(walk())).code).toBe('WixUnavailable');
  });
});
