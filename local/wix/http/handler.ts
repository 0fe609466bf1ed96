// From a request to an answer: the journal, the faults, the route, the key, the limit, the method.
import type { Api } from '../api/api.ts';
import { APIS } from '../api/index.ts';
import { authenticate, type Identity, keyOf } from '../auth.ts';
import { applicationError, unknownPath, WixError } from '../errors.ts';
import type { Fault, Faults } from '../faults.ts';
import type { Journal, JournalEntry } from '../journal.ts';
import type { ApiKey } from '../keys.ts';
import type { RateLimit } from '../rate-limit.ts';
import type { Settings } from '../settings.ts';
import { mix, STREAM } from '../world/random.ts';
import type { World } from '../world/world.ts';
import { type Answer, refusal, scriptedStatus, success, systemError } from './answer.ts';
import { deliver, isSilent } from './deliver.ts';
import type { Handler, HttpRequest } from './server.ts';

/** The parts that make up one local Wix. */
export interface Parts {
  readonly world: World;
  readonly settings: Settings;
  readonly keys: readonly ApiKey[];
  readonly faults: Faults;
  readonly journal: Journal;
  readonly rateLimit: RateLimit;
  /** Told of what went wrong in here, which is a bug of the local Wix. */
  readonly onBug: (error: unknown) => void;
}

/** The handler of everything that is Wix. */
export function createWixHandler(parts: Parts): Handler {
  let requests = 0;
  return async (request, response, pause) => {
    const wixRequestId = requestId(parts.world, requests++);
    const entry = entryOf(request, parts, wixRequestId);
    parts.journal.add(entry);
    response.setHeader('x-wix-request-id', wixRequestId);
    const siteId = entry.headers['wix-site-id'];
    const fault = parts.faults.strike({ method: request.method, path: request.path, siteId });
    entry.fault = fault?.kind;
    if (fault?.delayMs !== undefined && !(await pause(fault.delayMs))) return;
    const answer = answerOf(request, parts, fault);
    if (!isSilent(fault)) entry.status = answer.status;
    await deliver(response, answer, fault, pause);
  };
}

/** A fault that hides the answer keeps the request from being carried out, unless it is said to be late. */
function answerOf(request: HttpRequest, parts: Parts, fault: Fault | undefined): Answer {
  const carriedOut = fault?.handled || !(fault?.kind === 'status' || isSilent(fault));
  const answer = carriedOut ? carryOut(request, parts) : systemError();
  return fault?.kind === 'status' ? scriptedStatus(fault) : answer;
}

function carryOut(request: HttpRequest, parts: Parts): Answer {
  try {
    const api = APIS.find(({ method, path }) => method === request.method && path === request.path);
    if (!api) throw unknownPath();
    return success(call(api, request, parts));
  } catch (error) {
    if (error instanceof WixError) return refusal(error);
    parts.onBug(error);
    return systemError();
  }
}

function call(api: Api, request: HttpRequest, parts: Parts): string | Buffer {
  const { world, settings, keys, rateLimit } = parts;
  const identity = authenticate(world, keys, request.headers, api);
  rateLimit.count(instanceOf(identity, settings), settings);
  return api.handle({ world, settings, identity, body: parseJson(request) });
}

const instanceOf = ({ key, siteId }: Identity, { rateScope }: Settings) =>
  rateScope === 'key' ? key.name : `${key.name} ${siteId ?? 'account'}`;

/** An absent body counts as `{}`. Assumption: what Wix answers to malformed JSON. */
function parseJson({ body }: HttpRequest): unknown {
  if (body === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    throw applicationError(400, 'INVALID_ARGUMENT', 'Malformed JSON');
  }
}

function entryOf(request: HttpRequest, { world, keys }: Parts, wixRequestId: string): JournalEntry {
  const headers = Object.entries(request.headers)
    .filter(([name]) => name !== 'authorization')
    .map(([name, value]) => [name, String(value)]);
  return {
    at: new Date(world.clock.now()).toISOString(),
    method: request.method,
    path: request.path,
    query: request.query,
    headers: Object.fromEntries(headers),
    keyName: keyOf(request.headers, keys)?.name,
    body: request.body,
    status: undefined,
    fault: undefined,
    wixRequestId,
  };
}

/** Seconds, a dot, and digits, as Wix forms them. */
function requestId({ seed, clock }: World, n: number): string {
  const digits = `${mix(seed, STREAM.request, n)}${mix(seed ^ 1, STREAM.request, n)}`.padStart(16, '1');
  return `${Math.floor(clock.now() / 1000)}.${digits.slice(0, 16)}`;
}
