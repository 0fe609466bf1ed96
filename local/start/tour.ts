// Five commands to copy, each with what it shows: asked of the running bundle, so the text cannot be out of date.
import * as v from 'valibot';

/** Where the bundle runs and with which token it lets a client in. */
export interface Door {
  readonly baseUrl: string;
  readonly token: string;
}

/** One stop of the tour. */
interface Stop {
  readonly title: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  /** The fields of the answer that the tour shows; the others become "…". */
  readonly shows: readonly string[];
}

function curl(stop: Stop): string {
  const url = `"$BASE${stop.path}"`;
  if (stop.body === undefined) return `curl -s -H "$AUTH" ${url}`;
  return `curl -s -H "$AUTH" -H 'content-type: application/json' -d '${stop.body}' ${url}`;
}

async function ask(
  door: Door,
  stop: Omit<Stop, 'title' | 'shows'>,
): Promise<{ status: number; text: string }> {
  const response = await fetch(door.baseUrl + stop.path, {
    method: stop.method,
    headers: { authorization: `Bearer ${door.token}`, 'content-type': 'application/json' },
    ...(stop.body === undefined ? {} : { body: stop.body }),
  });
  return { status: response.status, text: await response.text() };
}

/** The named fields of a JSON object; "…" stands for the rest. */
function excerpt(text: string, fields: readonly string[]): string {
  const answer = v.parse(v.record(v.string(), v.unknown()), JSON.parse(text));
  const kept = fields.filter((field) => field in answer);
  const shown = kept.map((field) => `"${field}":${JSON.stringify(answer[field])}`);
  return `{${[...shown, ...(Object.keys(answer).length > kept.length ? ['…'] : [])].join(',')}}`;
}

const fleetSchema = v.object({
  sites: v.array(v.object({ siteId: v.string(), remainingCredits: v.optional(v.nullable(v.number())) })),
});

function stops(well: string, empty: string): readonly Stop[] {
  return [
    {
      title: 'AI credits of the account',
      method: 'GET',
      path: '/v1/balance',
      shows: ['availableCredits', 'periodicCredits', 'topUpCredits', 'nextReset'],
    },
    {
      title: 'May an AI action that costs 10,000 credits run?',
      method: 'GET',
      path: '/v1/balance?requiredCredits=10000',
      shows: ['sufficientCredits', 'shortfall'],
    },
    {
      title: 'Word credits of one site',
      method: 'GET',
      path: `/v1/sites/${well}/translation-credits`,
      shows: ['quotaType', 'limitedQuota', 'creditsUsed', 'remainingCredits'],
    },
    {
      title: 'Do the words of this text fit what a site has left?',
      method: 'POST',
      path: `/v1/sites/${empty}/translation-eligibility`,
      body: '{"content":[{"format":"HTML","text":"<p>Hello <b>world</b></p>"}],"sourceLanguage":"EN"}',
      shows: ['wordCount', 'estimated', 'sufficientCredits', 'remainingCredits', 'shortfall'],
    },
    {
      title: 'Word credits of every site of the account',
      method: 'GET',
      path: '/v1/translation-credits',
      shows: ['summary'],
    },
  ];
}

function render(stop: Stop, shows: string): string {
  return `  # ${stop.title}\n  ${curl(stop)}\n${shows}`;
}

/** The last stop, which needs nothing that runs here. */
const WORKFLOWS =
  '  # Workflows of these functions, state by state: lists them, with inputs to copy\n  npm run workflow\n';

/** The tour without answers, for a real account: nothing is asked of Wix before its owner does. */
export function plainTour(): string {
  const siteId = '<siteId>';
  return [...stops(siteId, siteId).map((stop) => render(stop, '')), WORKFLOWS].join('\n');
}

/**
 * The tour with the answers of the running bundle.
 * @throws Error when the bundle does not answer its own tour: then it does not stand.
 */
export async function shownTour(door: Door): Promise<string> {
  const all = await ask(door, { method: 'GET', path: '/v1/translation-credits' });
  if (all.status !== 200) throw new Error(`The bundle answered ${all.status}: ${all.text}`);
  const { sites } = v.parse(fleetSchema, JSON.parse(all.text));
  const withCredits = sites.find((site) => (site.remainingCredits ?? 0) > 0) ?? sites[0];
  const without = sites.find((site) => site.remainingCredits === 0) ?? withCredits;
  const texts: string[] = [];
  for (const stop of stops(withCredits?.siteId ?? '', without?.siteId ?? '')) {
    const { status, text } = await ask(door, stop);
    texts.push(render(stop, `  → ${status} ${excerpt(text, stop.shows)}\n`));
  }
  return [...texts, WORKFLOWS].join('\n');
}
