// The rules of following a series: gaps, failures, order, and readings that contradict what is known.
import { type Followed, follow, type Usage } from '../../../../lib/credits/usage/follow.ts';
import type { Reading } from '../../../../lib/credits/usage/reading.ts';
import { at, wallet, words } from './readings.ts';

/** Follows the readings as given, with the state going through JSON between them as it does in the store. */
function followed(...readings: Reading[]): { state: Followed | undefined; usages: Usage[] } {
  let state: Followed | undefined;
  const usages: Usage[] = [];
  for (const reading of readings) {
    const next = follow(state, reading);
    state = next.state === undefined ? undefined : JSON.parse(JSON.stringify(next.state));
    if (next.usage !== undefined) usages.push(next.usage);
  }
  return { state, usages };
}
const brief = ({ usages }: { usages: Usage[] }) =>
  usages.map(
    ({ from, to, used, certainty }) => `${from.slice(8, 16)} ${to.slice(8, 16)} ${certainty} ${used}`,
  );
const failed = (when: string): Reading => ({
  kind: 'failed',
  of: 'words',
  siteId: 'site-1',
  readAt: at(when),
  code: 'FeatureNotAvailable',
});

describe('following a series', () => {
  it('the first reading is no usage, and no usage of zero either', () => {
    expect(followed(words('1', '500')).usages).toEqual([]);
  });

  it('a missed day is one long interval', () => {
    expect(brief(followed(words('1', '0'), words('2', '5'), words('4', '25')))).toEqual([
      '01T00:00 02T00:00 exact 5',
      '02T00:00 04T00:00 exact 20',
    ]);
  });

  it('a site that loses its app and gets it back is one long interval', () => {
    expect(brief(followed(words('1', '5'), failed('2'), failed('3'), words('4', '9')))).toEqual([
      '01T00:00 04T00:00 exact 4',
    ]);
  });

  it('a failed or partial reading before any good one leaves nothing to follow', () => {
    expect(followed(failed('1'), words('2', undefined)).state).toBeUndefined();
  });

  it('a reading that is not newer is ignored', () => {
    expect(brief(followed(words('2', '10'), words('1', '4'), words('2', '12'), words('3', '15')))).toEqual([
      '02T00:00 03T00:00 exact 5',
    ]);
  });

  it('a reading of another series is ignored', () => {
    const { state, usages } = followed(words('1', '5'), wallet('2', '250'));
    expect([state?.last.kind, usages]).toEqual(['words', []]);
  });

  it('a stale answer is forgotten when the next one agrees with what was known', () => {
    const { usages, state } = followed(
      words('1T00:00', '10'),
      words('1T00:15', '12'),
      words('1T00:30', '11'),
      words('1T00:45', '13'),
    );
    expect(brief({ usages })).toEqual(['01T00:00 01T00:15 exact 2', '01T00:15 01T00:45 at least 1']);
    expect(state?.doubted).toBeUndefined();
  });

  it('a counter that really started anew is believed after an hour, and nothing is counted twice', () => {
    const readings = ['0', '3', '5', '8', '9'].map((used, place) =>
      words(`1T01:${String(place * 14).padStart(2, '0')}`, used),
    );
    const { usages } = followed(
      words('1T00:00', '100'),
      ...readings,
      words('1T02:05', '20'),
      words('1T02:20', '21'),
    );
    expect(brief({ usages })).toEqual(['01T00:00 01T02:05 at least 20', '01T02:05 01T02:20 exact 1']);
    expect(usages[0]?.events).toEqual(['counter-went-back']);
  });

  it('with one reading a day, a counter that started anew is believed on the next day', () => {
    expect(brief(followed(words('1', '100'), words('2', '10'), words('3', '30'), words('4', '31')))).toEqual([
      '01T00:00 03T00:00 at least 20',
      '03T00:00 04T00:00 exact 1',
    ]);
  });

  it('a quota that shrank for good loses no usage', () => {
    const { usages } = followed(words('1', '10', '900'), words('2', '15', '400'), words('3', '18', '500'));
    expect(brief({ usages })).toEqual(['01T00:00 03T00:00 at least 8']);
    expect(usages[0]).toMatchObject({ bought: '100', events: ['quota-shrunk', 'quota-raised'] });
  });

  it('an older reading than a doubted one is ignored', () => {
    const before = followed(words('1', '10'), words('3', '5'));
    const after = followed(words('1', '10'), words('3', '5'), words('2', '12'));
    expect(after).toEqual(before);
  });

  it('a refund is no negative usage, and usage goes on from the refunded balance', () => {
    expect(
      brief(followed(wallet('1', '90'), wallet('2', '95'), wallet('3', '94'), wallet('4', '90'))),
    ).toEqual(['01T00:00 03T00:00 at least 1', '03T00:00 04T00:00 exact 4']);
  });

  it('a wallet is followed by readings of a wallet that tell every balance, and by nothing else', () => {
    const blank = wallet('2', '80', undefined, { periodic: {} });
    expect(followed(blank).state).toBeUndefined();
    const { usages } = followed(wallet('1', '90'), blank, words('2', '5'), failed('2'), wallet('3', '70'));
    expect(brief({ usages })).toEqual(['01T00:00 03T00:00 exact 20']);
    expect(usages[0]).not.toHaveProperty('siteId');
  });

  it('a doubted reading is believed after exactly an hour, with what was bought before and after it', () => {
    const readings = (minutes: string) => [
      words('1T00:00', '100', '1000'),
      words('1T01:00', '0', '1200'),
      words(`1T0${minutes}`, '7', '1500'),
    ];
    expect(followed(...readings('1:59')).usages).toEqual([]);
    expect(followed(...readings('2:00')).usages).toMatchObject([
      { used: '7', certainty: 'at least', bought: '500', events: ['counter-went-back', 'quota-raised'] },
    ]);
  });

  it('a site-level wallet keeps its site', () => {
    const { usages } = followed(
      wallet('1', '9', undefined, { siteId: 'site-1' }),
      wallet('2', '8', undefined, { siteId: 'site-1' }),
    );
    expect(usages).toMatchObject([{ kind: 'wallet', siteId: 'site-1', used: '1' }]);
  });

  it('says nothing of purchases where the quota is unknown on one side, doubts or not', () => {
    const { usages } = followed(words('1', '1'), { ...words('2', '2'), quota: undefined });
    expect(usages[0]).not.toHaveProperty('bought');
    const doubted = followed(words('1', '9'), { ...words('2', '2'), quota: undefined }, words('3', '3'));
    expect(doubted.usages).toMatchObject([{ used: '1', events: ['counter-went-back'] }]);
    expect(doubted.usages[0]).not.toHaveProperty('bought');
  });
});
