// The workflows with examples of their input. A test runs every one of them.
import { createLocalWix } from '../../local/wix/server.ts';

/** An input to try. */
export interface Example {
  readonly title: string;
  readonly input: object;
  /** The error that the execution ends with; left out: it succeeds. */
  readonly fails?: string;
}

/** A workflow as the command lists it. */
export interface Listed {
  readonly name: string;
  readonly about: string;
  readonly examples: readonly Example[];
}

/** What the examples are made of. */
export interface Place {
  /** A site with word credits, one that has used them up, and one without the Multilingual app. */
  readonly sites: { readonly well: string; readonly empty: string; readonly bare: string };
  /** Midnight UTC so many days ago, ISO 8601. */
  readonly daysAgo: (days: number) => string;
}

const DAY_MS = 86_400_000;
/** In a real account nobody here knows them. */
const SOME_SITE = '<siteId>';

/** The place at an instant, in ms since 1970. */
export function placeAt(now: number, isReal: boolean): Place {
  const daysAgo = (days: number) => new Date((Math.floor(now / DAY_MS) - days) * DAY_MS).toISOString();
  if (isReal) return { sites: { well: SOME_SITE, empty: SOME_SITE, bare: SOME_SITE }, daysAgo };
  const { sites } = createLocalWix().world;
  const left = ({ words }: (typeof sites)[number]) => (words?.quota ?? Number.NaN) - (words?.used ?? 0);
  const idOf = (site: (typeof sites)[number] | undefined) => site?.facts.id ?? SOME_SITE;
  return {
    sites: {
      well: idOf(sites.find((site) => left(site) > 0)),
      empty: idOf(sites.find((site) => left(site) === 0)),
      bare: idOf(sites.find(({ words }) => words === undefined)),
    },
    daysAgo,
  };
}

const translation = (siteId: string) => ({
  siteId,
  sourceLanguage: 'EN',
  targetLanguage: 'FR',
  content: [{ id: 'greeting', format: 'PLAIN_TEXT', text: 'Fresh bread every morning' }],
});

/** The workflows, with inputs that fit a place. */
export function catalogue({ sites, daysAgo }: Place): readonly Listed[] {
  return [
    {
      name: 'translate-with-credit-check',
      about: "Asks whether a site's word credits suffice, then translates; else it tells a topic and stops.",
      examples: [
        { title: 'There are enough credits', input: translation(sites.well) },
        {
          title: 'There are too few: nothing is translated, and the topic is told',
          input: translation(sites.empty),
          fails: 'InsufficientCredits',
        },
        {
          title: 'The site has no Wix Multilingual',
          input: translation(sites.bare),
          fails: 'FeatureNotAvailable',
        },
      ],
    },
    {
      name: 'export-transactions',
      about:
        'Exports credit transactions to the end; a long window as one export a day, some days side by side.',
      examples: [
        { title: 'Each of five days', input: { from: daysAgo(6), to: daysAgo(1) } },
        {
          title: 'The five days as one export',
          input: { from: daysAgo(6), to: daysAgo(1), exportId: 'five-days' },
        },
        { title: 'The day before today, as a schedule has it', input: {} },
      ],
    },
    {
      name: 'refresh-credits',
      about: 'Reads the wallet and every site of the account, page by page, and ends with usage and alerts.',
      examples: [{ title: 'A run of now', input: {} }],
    },
  ];
}

/** An example as it is typed. */
export function commandOf(name: string, { input }: Example): string {
  return `npm run workflow -- ${name} --input '${JSON.stringify(input)}'`;
}
