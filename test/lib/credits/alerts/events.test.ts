// The events as others read them: the JSON schema in the repository, and the mails.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { assess } from '../../../../lib/credits/alerts/assess.ts';
import type { AlertEvent } from '../../../../lib/credits/alerts/events.ts';
import { EMPTY_STATE } from '../../../../lib/credits/alerts/state.ts';
import { stepAll } from '../../../../lib/credits/alerts/step-all.ts';
import { renderMail } from '../../../../lib/credits/alerts/text.ts';
import { eventJsonSchema, SCHEMA_FILE } from '../../../../scripts/event-schema.ts';
import { at, wallet } from '../usage/readings.ts';
import { allRules, HOUR, hour, reading, rulesOf, runsOut, START, Watch } from './world.ts';

const stored = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'));
const ajv = new Ajv({ strict: false });
formats.default(ajv);
const validate = ajv.compile(stored);
const asDelivered = ({ detailType, detail }: AlertEvent) => ({
  'detail-type': detailType,
  detail,
  source: 'any',
});

/** One event of each kind and shape. */
function samples(): AlertEvent[] {
  const watch = new Watch(
    rulesOf({
      levels: [
        { kind: 'credits', at: 50 },
        { kind: 'share', at: 0.2 },
        { kind: 'days', at: 3 },
        { kind: 'exhausted' },
      ],
      readingsInARow: 1,
    }),
  );
  watch.take(reading(1, '45.5', { limit: undefined }));
  watch.take(reading(2, '15', { forecast: { state: 'not used', days: 9 } }));
  watch.take(
    reading(3, '14', { forecast: runsOut(3, 2, { at: hour(400), lastsPast: 'no' }), reset: hour(400) }),
  );
  watch.take(reading(4, '0', { forecast: { state: 'exhausted' } }));
  watch.take(reading(5, 'unlimited', { forecast: { state: 'unlimited' } }));
  const blind = stepAll(
    EMPTY_STATE,
    [{ scope: { kind: 'words', siteId: 'a' }, failure: 'WixTimeout' }],
    allRules({ staleAfterHours: 0 }),
    START,
  );
  return [...watch.events, ...blind.events];
}
const events = samples();

describe('the JSON schema of the events', () => {
  it('is the one that the code uses: npm run schema:events writes it', () => {
    expect(stored).toEqual(JSON.parse(JSON.stringify(eventJsonSchema())));
  });

  it('accepts every kind of event, says an independent validator', () => {
    expect(new Set(events.map(({ detailType }) => detailType)).size).toBe(4);
    for (const event of events) {
      const valid = validate(asDelivered(event));
      expect(validate.errors).toBeNull();
      expect(valid).toBe(true);
    }
  });

  it.each([
    ['another type', { 'detail-type': 'Credit Balance High' }],
    ['a detail of another type', { 'detail-type': 'Monitor Stale' }],
    ['no detail', { detail: {} }],
  ])('refuses %s', (_, change) => {
    const [event] = events;
    if (event === undefined) throw new Error('a sample');
    expect(validate({ ...asDelivered(event), ...change })).toBe(false);
  });
});

describe('a mail', () => {
  const mails = events.map((event) => renderMail(event));

  it('says what is low, how low, since when, until when it lasts, and how old the figures are', () => {
    expect(mails[2]).toEqual({
      subject: 'Wix credits low: AI credits of the account',
      body: [
        'AI credits of the account: low',
        '',
        'Left: 14 of 100 (14 %)',
        'Level: run out in 3 days or less, since 2026-11-01 03:00 UTC',
        'Forecast: does not last until the reset on 2026-11-17 16:00 UTC; runs out about 2026-11-03 03:00 UTC (80 % sure: between 2026-11-03 03:00 UTC and 2026-11-03 03:00 UTC), at about 10 credits a day',
        'Filled again: 2026-11-17 16:00 UTC',
        'Read: 2026-11-01 03:00 UTC',
        `Event: ${events[2]?.detail.id}`,
      ].join('\n'),
    });
  });

  it.each([
    [0, 'Left: 45.5\nLevel: 50 credits or less, since 2026-11-01 01:00 UTC'],
    [1, 'Level: 20 % or less, since 2026-11-01 02:00 UTC\nForecast: nothing was used in the last 9 days'],
    [3, 'AI credits of the account: exhausted\n\nLeft: 0 of 100 (0 %)\nSince: 2026-11-01 04:00 UTC'],
    [4, 'AI credits of the account: recovered\n\nLeft: unlimited\nWas low since: 2026-11-01 01:00 UTC'],
    [
      4,
      'No other alert, unless credits are bought: 50 credits or less until 2026-11-08 01:00 UTC; 20 % or less until',
    ],
    [4, '; exhausted until 2026-11-08 04:00 UTC\n'],
    [5, 'no reading for 0 hours\n\nUntil they can be read again, no alert about them can be sent.'],
    [5, '- translation word credits of site a: never read, WixTimeout'],
  ])('of sample %d tells: %s', (place, line) => {
    expect(mails[place]?.body).toContain(line);
  });

  it('has no line for what there is nothing to say of', () => {
    expect(mails[0]?.body).toMatch(/\nForecast: .*\nRead: .*\nEvent: .*$/);
    expect(mails[5]?.body).toBe(
      [
        'Wix credits are not being watched: no reading for 0 hours',
        '',
        'Until they can be read again, no alert about them can be sent.',
        '- translation word credits of site a: never read, WixTimeout',
        `Event: ${events[5]?.detail.id}`,
      ].join('\n'),
    );
    const [stale, recovered] = [events[5], events[4]];
    if (stale?.detailType !== 'Monitor Stale') throw new Error('a sample');
    if (recovered?.detailType !== 'Credit Balance Recovered') throw new Error('a sample');
    const examples = [{ scope: { kind: 'wallet' as const } }];
    expect(renderMail({ ...stale, detail: { ...stale.detail, examples } }).body).toContain(
      '- AI credits of the account: never read\n',
    );
    expect(renderMail({ ...recovered, detail: { ...recovered.detail, heldBack: [] } }).body).toContain(
      'Was low since: 2026-11-01 01:00 UTC\nForecast',
    );
  });

  it('of a stale monitor counts what it does not name', () => {
    const reports = Array.from({ length: 15 }, (_, place) => ({
      scope: { kind: 'words', siteId: `s${place}` } as const,
      reading: reading(0, '50'),
    }));
    const rules = allRules();
    const before = stepAll(
      EMPTY_STATE,
      [...reports, { scope: { kind: 'wallet' }, reading: reading(0, '50') }],
      rules,
      START,
    );
    const { events: lost } = stepAll(
      before.state,
      [
        ...reports.map(({ scope }) => ({ scope, failure: 'WixUnavailable' as const })),
        { scope: { kind: 'wallet' }, reading: reading(8, '50') },
      ],
      rules,
      START + 8 * HOUR,
    );
    const [mail] = lost.map((event) => renderMail(event));
    expect(mail?.subject).toBe('Wix credits: no reading of 15 of 16 for 6 hours');
    expect(mail?.body).toContain('last read 2026-11-01 00:00 UTC, WixUnavailable\n- and 5 more\n');
  });

  it('names a site as its owner does, but lets no name break out of its line or its quotes', () => {
    const [event] = events;
    if (event?.detailType !== 'Credit Balance Low') throw new Error('a sample');
    const scope = { kind: 'words', siteId: 'a' } as const;
    const named = (name: string) => renderMail({ ...event, detail: { ...event.detail, scope } }, () => name);
    expect(named('Café').body).toContain('Translation word credits of "Café" (a): low');
    expect(named('Café').subject).toBe('Wix credits low: translation word credits of "Caf?" (a)');
    expect(named('x\nLeft: 1000\u2028\u202e y').body.split('\n')[0]).toBe(
      'Translation word credits of "x Left: 1000 y" (a): low',
    );
    expect(named('n'.repeat(61)).body).toContain(`of "${'n'.repeat(60)}" (a)`);
    expect(named('n'.repeat(500)).subject.length).toBeLessThanOrEqual(100);
    expect(named(' \n ').subject).toBe('Wix credits low: translation word credits of site a');
    expect(renderMail({ ...event, detail: { ...event.detail, scope } }).subject).toContain('site a');
  });
});

describe('an assessment', () => {
  it('is where the reading stands, with the forecast from it', () => {
    expect(assess(wallet('3', '0', '0'), [])).toEqual({
      readAt: at('3'),
      remaining: '0',
      limit: '250',
      paid: '0',
      reset: '2026-12-01T00:00:00.000Z',
      forecast: { state: 'exhausted' },
    });
  });
});
