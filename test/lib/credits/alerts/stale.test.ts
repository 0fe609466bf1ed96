// The rules of a monitor that has gone blind.
import * as v from 'valibot';
import { alertEventSchema } from '../../../../lib/credits/alerts/events.ts';
import { stepStale } from '../../../../lib/credits/alerts/stale.ts';
import type { StaleState, Watched } from '../../../../lib/credits/alerts/state.ts';
import { allRules, HOUR, hour, START, short } from './world.ts';

const rules = allRules({ staleAfterHours: 6, staleCoolDownHours: 24 });
/** A site that was last read at the hour; undefined is never. */
const site = (siteId: string, readAt: number | undefined): Watched => ({
  scope: { kind: 'words', siteId },
  watchedSince: hour(0),
  attemptedAt: hour(0),
  ...(readAt === undefined ? { failure: 'WixUnavailable' as const } : { ladder: { readAt: hour(readAt) } }),
});
const look = (state: StaleState, now: number, ...watched: Watched[]) => {
  const { state: after, events } = stepStale(state, watched, rules, START + now * HOUR);
  return { state: after, sent: events.map(short), events };
};

describe('a monitor', () => {
  it('is not stale before the time is up', () => {
    expect(look({}, 5.99, site('a', 0), site('b', 0)).sent).toEqual([]);
  });

  it('that lost one scope says so once', () => {
    const first = look({}, 6, site('a', 0), site('b', 5));
    expect(first.sent).toEqual(['Stale some']);
    expect(look(first.state, 40, site('a', 0), site('b', 39)).sent).toEqual([]);
  });

  it('that lost another scope later says so, after the cool-down', () => {
    const { state } = look({}, 6, site('a', 0), site('b', 5), site('c', 5));
    expect(look(state, 20, site('a', 0), site('b', 10), site('c', 19)).sent).toEqual([]);
    expect(look(state, 30, site('a', 0), site('b', 10), site('c', 29)).sent).toEqual(['Stale some']);
  });

  it('that lost all says so at once, whatever was said of some', () => {
    const { state } = look({}, 6, site('a', 0), site('b', 5));
    const all = look(state, 11, site('a', 0), site('b', 5));
    expect(all.sent).toEqual(['Stale all']);
    expect(look(all.state, 500, site('a', 0), site('b', 5)).sent).toEqual([]);
  });

  it('that loses sight of the last one it watches says so, though it was told of as one of some', () => {
    expect(look({ some: hour(12) }, 13, site('a', 0)).sent).toEqual(['Stale all']);
  });

  it('that sees some scopes again says nothing of those that were lost before', () => {
    const { state } = look({}, 11, site('a', 0), site('b', 5));
    expect(look(state, 80, site('a', 0), site('b', 79)).sent).toEqual([]);
  });

  it('that goes blind again says so again, after the cool-down', () => {
    const { state } = look({}, 6, site('a', 0));
    expect(look(state, 20, site('a', 10)).sent).toEqual([]);
    expect(look(state, 30, site('a', 10)).sent).toEqual(['Stale all']);
  });

  it('is not blind for a scope that never could be read, unless none can', () => {
    expect(look({}, 100, site('a', undefined), site('b', 99)).sent).toEqual([]);
    expect(look({}, 100, site('a', undefined), site('b', undefined)).sent).toEqual(['Stale all']);
    expect(look({}, 5, site('a', undefined)).sent).toEqual([]);
  });

  it('that watches nothing is not blind', () => {
    expect(look({}, 100).sent).toEqual([]);
  });

  it('is not silenced by an alert that a wrong clock dated to the future', () => {
    expect(look({ all: hour(9999) }, 10, site('a', 0)).sent).toEqual(['Stale all']);
  });
});

describe('the event', () => {
  const many = Array.from({ length: 12 }, (_, place) =>
    site(`site-${place}`, place === 3 ? undefined : place / 4),
  );
  const { events } = look({}, 20, ...many);

  it('counts what is stale, and names ten examples, oldest first, with their failures', () => {
    const [event] = events;
    expect(v.is(alertEventSchema, event)).toBe(true);
    expect(event?.detail).toMatchObject({ extent: 'all', stale: 12, watched: 12, staleAfterHours: 6 });
    expect(event).toHaveProperty('detail.examples.length', 10);
    expect(event).toHaveProperty('detail.examples.0', {
      scope: { kind: 'words', siteId: 'site-0' },
      lastReadAt: hour(0),
    });
    expect(event).toHaveProperty('detail.examples.1', {
      scope: { kind: 'words', siteId: 'site-3' },
      failure: 'WixUnavailable',
    });
  });

  it('has an id of its own when another scope has gone stale since', () => {
    const id = (...at: number[]) => look({}, 20, ...at.map((hours) => site('a', hours))).events[0]?.detail.id;
    expect(id(0, 2)).toBe(id(1, 2));
    expect(id(0, 2)).not.toBe(id(0, 3));
  });

  it('has the same id for two monitors that notice it at different times', () => {
    expect(look({}, 21, ...many).events[0]?.detail.id).toBe(events[0]?.detail.id);
  });
});
