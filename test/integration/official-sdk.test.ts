// The official Wix SDK drives the local Wix over HTTP: paths, methods, headers and errors are Wix's, not ours.
import { machineTranslation, translationCredits } from '@wix/multilingual';
import { ApiKeyStrategy, createClient } from '@wix/sdk';
import { LANGUAGES } from '../../local/wix/translation/languages.ts';
import { type OpenWix, PATHS, withWix } from '../local/wix/open-wix.ts';

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly status: number;
}

/** The SDK takes its `fetch` from its options: this one keeps everything of a request but its origin. */
function clientFor(wix: OpenWix, siteId: string, apiKey = wix.apiKey) {
  const sent: Sent[] = [];
  const toLocal: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const response = await fetch(wix.url + url.pathname + url.search, init);
    sent.push({ url: url.href, method: init?.method ?? 'GET', status: response.status });
    return response;
  };
  const client = createClient({
    modules: { translationCredits, machineTranslation },
    auth: ApiKeyStrategy({ apiKey, siteId }),
    fetch: toLocal,
  });
  return { client, sent };
}

const failureOf = async (run: Promise<unknown>): Promise<unknown> => {
  try {
    await run;
  } catch (error) {
    return error;
  }
  throw new Error('The call was expected to fail.');
};

const lastOf = (wix: OpenWix) => wix.journal.entries.at(-1);

describe('translationCredits of the official SDK', () => {
  test('reads the credit data of a limited and of an unlimited site', () =>
    withWix({}, async (wix) => {
      const limited = wix.siteWith('LIMITED');
      const { client, sent } = clientFor(wix, limited);
      await expect(client.translationCredits.getCreditData()).resolves.toEqual({
        creditData: {
          creditsUsed: wix.world.site(limited)?.words?.used,
          quotaType: 'LIMITED',
          limitedQuota: { quota: wix.world.site(limited)?.words?.quota },
        },
      });
      expect(sent).toEqual([{ url: `https://www.wixapis.com${PATHS.credit}`, method: 'GET', status: 200 }]);
      const unlimited = wix.siteWith('UNLIMITED');
      const answer = await clientFor(wix, unlimited).client.translationCredits.getCreditData();
      expect(answer.creditData).toEqual({
        creditsUsed: wix.world.site(unlimited)?.words?.used,
        quotaType: 'UNLIMITED',
      });
    }));

  test('sends the raw key, the site and a JSON body, and no Bearer', () =>
    withWix({}, async (wix) => {
      const siteId = wix.siteWith('LIMITED');
      const { client, sent } = clientFor(wix, siteId);
      await expect(client.translationCredits.checkSufficientCredits(10)).resolves.toEqual({
        sufficientCredits: true,
      });
      expect(sent[0]).toMatchObject({ url: `https://www.wixapis.com${PATHS.eligible}`, method: 'POST' });
      expect(lastOf(wix)).toMatchObject({
        keyName: 'account',
        body: '{"wordCount":10}',
        headers: { 'wix-site-id': siteId, 'content-type': 'application/json' },
      });
    }));

  test('is told that there are too few credits', () =>
    withWix({}, async (wix) => {
      const { client } = clientFor(wix, wix.siteWith('EXHAUSTED'));
      await expect(client.translationCredits.checkSufficientCredits(1)).resolves.toEqual({
        sufficientCredits: false,
      });
    }));

  test('finds FEATURE_NOT_FOUND and the request id in the error of a site without the app', () =>
    withWix({}, async (wix) => {
      const { client } = clientFor(wix, wix.siteWith('NO_APP'));
      const failure = await failureOf(client.translationCredits.checkSufficientCredits(1));
      expect(failure).toMatchObject({
        status: 404,
        requestId: lastOf(wix)?.wixRequestId,
        details: { applicationError: { code: 'FEATURE_NOT_FOUND', data: {} } },
      });
    }));

  test('rebuilds a validation error with the name of its own argument', () =>
    withWix({}, async (wix) => {
      const { client } = clientFor(wix, wix.siteWith('LIMITED'));
      const failure = await failureOf(client.translationCredits.checkSufficientCredits(-1));
      expect(failure).toMatchObject({
        status: 400,
        details: { validationError: { fieldViolations: [{ field: 'wordCount', violatedRule: 'MIN' }] } },
      });
      expect(failure).toHaveProperty('message', expect.stringContaining('INVALID_ARGUMENT: \\"wordCount\\"'));
    }));

  test.each([
    ['a revoked key', 'revoked', 401, 'UNAUTHENTICATED'],
    ['a key without permissions', 'no-permissions', 403, 'PERMISSION_DENIED'],
  ])('is refused with %s', (_what, name, status, code) =>
    withWix({}, async (wix) => {
      const key = wix.keys.find((candidate) => candidate.name === name)?.key;
      const { client } = clientFor(wix, wix.siteWith('LIMITED'), key);
      const failure = await failureOf(client.translationCredits.getCreditData());
      expect(failure).toMatchObject({ status, details: { applicationError: { code } } });
    }),
  );

  test('meets the limit of requests as a 429', () =>
    withWix({ rate: 1 }, async (wix) => {
      const { client } = clientFor(wix, wix.siteWith('LIMITED'));
      await client.translationCredits.getCreditData();
      const failure = await failureOf(client.translationCredits.getCreditData());
      expect(failure).toMatchObject({
        status: 429,
        details: { applicationError: { code: 'RESOURCE_EXHAUSTED' } },
      });
    }));

  test('survives an HTML page and keeps its request id', () =>
    withWix({}, async (wix) => {
      const { client } = clientFor(wix, wix.siteWith('LIMITED'));
      wix.faults.add({ kind: 'status', status: 503, body: 'html', times: 1 });
      const failure = await failureOf(client.translationCredits.getCreditData());
      expect(failure).toMatchObject({ requestId: lastOf(wix)?.wixRequestId });
    }));
});

describe('machineTranslation of the official SDK', () => {
  /** Made anew for each call, because the SDK renames the keys of what it is given in place. */
  const english = () => ({ _id: 't1', format: 'PLAIN_TEXT', plainTextContent: 'Logo T-Shirt' }) as const;

  test('knows the same languages', () => {
    expect(new Set(LANGUAGES)).toEqual(new Set(Object.values(machineTranslation.SupportedLanguage)));
  });

  test('translates one unit, and the words are taken from the site', () =>
    withWix({}, async (wix) => {
      const siteId = wix.siteWith('LIMITED');
      const before = wix.world.site(siteId)?.words?.used ?? Number.NaN;
      const { client, sent } = clientFor(wix, siteId);
      const { translatedContent } = await client.machineTranslation.machineTranslate('EN', {
        targetLanguage: 'FR',
        contentToTranslate: english(),
      });
      expect(sent[0]).toMatchObject({ url: `https://www.wixapis.com${PATHS.translate}`, method: 'POST' });
      expect(translatedContent).toMatchObject({ _id: 't1', format: 'PLAIN_TEXT' });
      expect(translatedContent?.plainTextContent).toHaveLength('Logo T-Shirt'.length);
      expect(translatedContent?.plainTextContent).not.toBe('Logo T-Shirt');
      const after = await client.translationCredits.getCreditData();
      expect(after.creditData?.creditsUsed).toBe(before + 3);
    }));

  test('translates in bulk: an item that is too long fails alone', () =>
    withWix({}, async (wix) => {
      const { client, sent } = clientFor(wix, wix.siteWith('LIMITED'));
      const answer = await client.machineTranslation.bulkMachineTranslate('EN', {
        targetLanguage: 'DE',
        contentToTranslate: [
          { ...english(), _id: 'short' },
          { ...english(), _id: 'long', plainTextContent: 'a'.repeat(5_001) },
        ],
      });
      expect(sent[0]).toMatchObject({ url: `https://www.wixapis.com${PATHS.bulk}`, method: 'POST' });
      expect(answer.bulkActionMetadata).toEqual({
        totalSuccesses: 1,
        totalFailures: 1,
        undetailedFailures: 0,
      });
      expect(answer.results?.map(({ itemMetadata }) => itemMetadata)).toEqual([
        { _id: 'short', originalIndex: 0, success: true },
        {
          _id: 'long',
          originalIndex: 1,
          success: false,
          error: {
            code: 'TEXT_TOO_LONG',
            description: expect.any(String),
            data: { maxLength: 5_000, actualLength: 5_001 },
          },
        },
      ]);
    }));

  test.each([
    ['NOT_ENOUGH_CREDITS', 'EXHAUSTED', 'FR', { creditsRequired: 3 }],
    ['SAME_LANGUAGE_ARGUMENTS', 'LIMITED', 'EN', { language: 'EN' }],
  ] as const)('finds %s with its data in the error', (code, kind, targetLanguage, data) =>
    withWix({}, async (wix) => {
      const { client } = clientFor(wix, wix.siteWith(kind));
      const failure = await failureOf(
        client.machineTranslation.machineTranslate('EN', { targetLanguage, contentToTranslate: english() }),
      );
      expect(failure).toMatchObject({ details: { applicationError: { code, data } } });
    }),
  );
});

describe('the calls that the official packages do not wrap', () => {
  test('the SDK reads the wallet of the account through fetchWithAuth', () =>
    withWix({}, async (wix) => {
      const client = createClient({
        auth: ApiKeyStrategy({ apiKey: wix.apiKey, accountId: wix.accountId }),
        fetch: (input, init) => fetch(wix.url + new URL(String(input)).pathname, init),
      });
      const response = await client.fetchWithAuth(`https://www.wixapis.com${PATHS.balance}`, {
        method: 'POST',
        body: '{}',
      });
      expect(response.status).toBe(200);
      await expect(response.json()).resolves.toHaveProperty('periodicCredits.balance', expect.any(Number));
    }));
});
