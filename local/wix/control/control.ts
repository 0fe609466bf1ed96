// The control routes, under a prefix that Wix does not have: they move the world from outside, for tests and demos.
import type { ServerResponse } from 'node:http';
import * as v from 'valibot';
import { faultSchema } from '../faults.ts';
import type { HttpRequest } from '../http/server.ts';
import { PERMISSIONS } from '../keys.ts';
import type { LocalWix } from '../server.ts';
import { settingsSchema } from '../settings.ts';
import { toCredits, toMicro } from '../world/credits.ts';
import { stateOf } from './state.ts';

/** What the control routes may touch. */
export type Controlled = Omit<LocalWix, 'listen' | 'close'>;

type Action = (local: Controlled, body: unknown) => unknown;

const clockSchema = v.strictObject({
  /** ms to move forward. */
  advance: v.optional(v.pipe(v.number(), v.minValue(0))),
  /** ISO 8601 instant to move to. */
  to: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  /** Whether the clock stands still. */
  hold: v.optional(v.boolean()),
});
const chargeSchema = v.strictObject({
  credits: v.number(),
  idempotencyKey: v.optional(v.string()),
  description: v.optional(v.string()),
});
const keySchema = v.strictObject({
  name: v.string(),
  key: v.string(),
  sites: v.optional(v.union([v.literal('ALL'), v.array(v.string())]), 'ALL'),
  permissions: v.optional(v.array(v.picklist(PERMISSIONS)), [...PERMISSIONS]),
});
const wordsSchema = v.strictObject({
  siteId: v.string(),
  words: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
const appSchema = v.strictObject({ siteId: v.string(), installed: v.boolean() });

/** The actions by method and path behind the prefix; each answers JSON. */
const ACTIONS: Readonly<Record<string, Action>> = {
  'GET state': (local) => stateOf(local),
  'POST clock': ({ world }, body) => {
    const { advance, to, hold } = v.parse(clockSchema, body);
    if (hold !== undefined) world.clock.hold(hold);
    if (to !== undefined) world.clock.moveTo(Date.parse(to));
    if (advance !== undefined) world.clock.advance(advance);
    return { now: new Date(world.clock.now()).toISOString() };
  },
  'POST charge': ({ world }, body) => {
    const { credits, ...order } = v.parse(chargeSchema, body);
    const micro = toMicro(credits);
    if (micro === undefined)
      throw new RangeError('Credits must be a positive number with at most 6 decimals.');
    const transaction = world.charge({ ...order, micro });
    if (!transaction) throw new RangeError('There are too few credits.');
    return transaction;
  },
  'POST top-up': ({ world }, body) => {
    world.topUp(v.parse(v.strictObject({ credits: v.number() }), body).credits);
    return { topUpCredits: toCredits(world.wallet().topUp ?? 0) };
  },
  'POST words': (local, body) => {
    const { siteId, words } = v.parse(wordsSchema, body);
    local.buyWords(siteId, words);
    return local.world.site(siteId)?.words;
  },
  'POST multilingual': (local, body) => {
    const { siteId, installed } = v.parse(appSchema, body);
    local.installMultilingual(siteId, installed);
    return { siteId, installed };
  },
  'POST keys': (local, body) => {
    local.addKey(v.parse(keySchema, body));
    return { added: true };
  },
  'DELETE keys': (local, body) => ({
    revoked: local.revokeKey(v.parse(v.strictObject({ name: v.string() }), body).name),
  }),
  'GET faults': ({ faults }) => faults.list(),
  'POST faults': ({ faults }, body) => {
    faults.add(v.parse(faultSchema, body));
    return faults.list();
  },
  'DELETE faults': ({ faults }) => {
    faults.clear();
    return faults.list();
  },
  'POST settings': ({ settings }, body) => Object.assign(settings, v.parse(v.partial(settingsSchema), body)),
  'GET journal': ({ journal }) => ({ count: journal.count(), entries: journal.entries }),
  'DELETE journal': ({ journal }) => {
    journal.clear();
    return { count: journal.count() };
  },
};

/** The handler of the control routes: 200 with JSON, 400 with what was wrong, 404 for an unknown action. */
export function createControl(local: Controlled) {
  return async (request: HttpRequest, response: ServerResponse): Promise<void> => {
    const action = ACTIONS[`${request.method} ${request.path.slice('/_control/'.length)}`];
    if (!action) return send(response, 404, { error: 'There is no such control route.' });
    try {
      const body: unknown = request.body === '' ? {} : JSON.parse(request.body);
      send(response, 200, action(local, body) ?? null);
    } catch (error) {
      send(response, 400, { error: error instanceof Error ? error.message : String(error) });
    }
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
