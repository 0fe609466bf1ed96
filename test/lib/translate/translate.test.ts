// A guarded translation: nothing is sent without a verdict, and the error of one unit is its own.
import { fakeWix } from '../../support/wix.ts';
import { type BulkBody, inUpperCase, isBulk, run, text, wixThat } from './bulk-wix.ts';

describe('a guarded translation', () => {
  test('counts, asks for the verdict, and then sends everything in one call', async () => {
    const wix = wixThat();
    const outcome = await run([text('hello big world'), text('good bye')], wix);
    expect(outcome).toMatchObject({ wordCount: 5, reused: 0, stopped: undefined });
    expect(outcome.units).toEqual([{ text: 'HELLO BIG WORLD' }, { text: 'GOOD BYE' }]);
    expect(wix.checks).toEqual([{ wordCount: 5 }]);
    expect(wix.bulks).toHaveLength(1);
  });

  test('sends nothing when Wix says no', async () => {
    const wix = wixThat({ verdict: false });
    await expect(run([text('hello')], wix)).rejects.toMatchObject({ code: 'InsufficientCredits' });
    expect(wix.bulks).toEqual([]);
  });

  test('sends nothing when Wix does not say: no verdict is not a yes', async () => {
    const wix = fakeWix(({ body }) => {
      if (isBulk(body)) throw new Error('It was sent.');
      return { sufficientCredits: undefined };
    });
    await expect(run([text('hello')], { wix })).rejects.toMatchObject({ code: 'WixUnavailable' });
  });

  test('takes units without text over as they are, and asks nothing for them', async () => {
    const wix = wixThat();
    const outcome = await run([text(' \n'), { format: 'HTML', text: '<br>' }, text('')], wix);
    expect(outcome.units).toEqual([{ text: ' \n' }, { text: '<br>' }, { text: '' }]);
    expect([wix.checks, wix.bulks]).toEqual([[], []]);
  });

  test('cuts a long unit, and joins it with every space where it was', async () => {
    const wix = wixThat();
    const long = 'A sentence of words.  \n'.repeat(600);
    const outcome = await run([text('first'), text(long), text('last')], wix);
    expect(outcome.units).toEqual([{ text: 'FIRST' }, { text: long.toUpperCase() }, { text: 'LAST' }]);
    expect(wix.bulks[0]?.contentToTranslate.length).toBeGreaterThan(4);
  });

  test('refuses content that is no rich document before it asks Wix anything', async () => {
    const wix = wixThat();
    await expect(run([{ format: 'RICH', text: 'no JSON' }], wix)).rejects.toMatchObject({
      code: 'InvalidInput',
      errors: [{ path: 'content.0.text' }],
    });
    expect(wix.checks).toEqual([]);
  });
});

describe('an error of one unit', () => {
  test.each([
    ['TEXT_TOO_LONG', 'InvalidInput'],
    ['UNKNOWN_FORMAT', 'InvalidInput'],
    ['NOT_ENOUGH_CREDITS', 'InsufficientCredits'],
    ['SOMETHING_NEW', 'WixRequestRejected'],
  ])('%s is its own %s, and the others have their text', async (wixCode, code) => {
    const bulk = (body: BulkBody) =>
      inUpperCase(body, ({ id }) =>
        id === '1'
          ? { itemMetadata: { id, success: false, error: { code: wixCode, description: 'upstream' } } }
          : undefined,
      );
    const { units } = await run([text('a'), text('b'), text('c')], wixThat({ bulk }));
    expect(units).toMatchObject([
      { text: 'A' },
      { error: { code, wixCode, outcome: 'NOT_TRANSLATED' } },
      { text: 'C' },
    ]);
    expect(JSON.stringify(units)).not.toContain('upstream');
  });

  test('that cannot be cut is told without sending any of it', async () => {
    const wix = wixThat();
    const uncuttable = {
      format: 'HTML',
      text: `<p>words</p><a title="${'x'.repeat(6_000)}">more</a>`,
    } as const;
    const { units } = await run([uncuttable, text('b')], wix);
    expect(units).toMatchObject([{ error: { wixCode: 'TEXT_TOO_LONG' } }, { text: 'B' }]);
    expect(wix.bulks[0]?.contentToTranslate).toHaveLength(1);
  });

  test('of which the answer says nothing is unknown', async () => {
    const bulk = (body: BulkBody) => ({ results: inUpperCase(body).results.slice(1) });
    const { units } = await run([text('a'), text('b')], wixThat({ bulk }));
    expect(units).toMatchObject([{ error: { outcome: 'UNKNOWN' } }, { text: 'B' }]);
  });
});
