// A site as a row of the table: the words that each state comes to.
import { siteStanding } from '../fleet.ts';
import { pageOf } from '../pages.ts';

describe('the sites', () => {
  test.each([
    [1, /Low Alert at 20% [\d]+ of 3,000 · \d% [\d,]+ \d+ Nov in \d+ (days|hours) 4 min ago/],
    [2, 'Exhausted Alert at 0 0 of 3,000 · 0% 3,000'],
    [3, 'Unlimited Unlimited 48,120'],
    [4, 'No Multilingual – – – – Never'],
    [5, /OK [\d,]+ of 3,000 · \d+% [\d,]+ Not in use 4 min ago/],
    [8, /OK 1,800 of 3,000 · 60% 1,200 12 Jan 2027 in 51 days 3 hours ago Wix did not answer in time/],
    [9, 'Unreadable – – – – Never Wix was not available'],
  ])('the %dth looks like "%s"', (n, words) => {
    const { text } = pageOf(0, { change: { sites: [siteStanding(n)] } });
    expect(text).toMatch(words);
  });
});
