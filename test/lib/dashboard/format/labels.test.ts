// Words for levels, failures and states: none is without, and no two states have the same.
import { CODES } from '../../../../lib/codes.ts';
import { ALERT_DEFAULTS } from '../../../../lib/credits/alerts/rules.ts';
import {
  alertLabel,
  failureLabel,
  levelLabel,
  STATE_LABELS,
  STATE_MEANINGS,
} from '../../../../lib/dashboard/format/labels.ts';
import { SITE_STATES } from '../../../../lib/dashboard/view/site-view.ts';

test.each([
  ['share-0.2', 'at most 20% left'],
  ['share-0.05', 'at most 5% left'],
  ['credits-1500', 'at most 1,500 left'],
  ['days-3', 'runs out within 3 days'],
  ['days-1', 'runs out within a day'],
  ['exhausted', 'exhausted'],
  ['something-new', 'something-new'],
])('the level %s is "%s"', (level, label) => {
  expect(levelLabel(level)).toBe(label);
});

test.each([
  ['share-0.2', 'Alert at 20%'],
  ['credits-1500', 'Alert at 1,500'],
  ['days-3', 'Alert at 3 days'],
  ['days-1', 'Alert at 1 day'],
  ['exhausted', 'Alert at 0'],
  ['new', 'Alert: new'],
])('in a table the level %s is "%s"', (level, label) => {
  expect(alertLabel(level)).toBe(label);
});

test('every level that alerts by default has words', () => {
  expect(ALERT_DEFAULTS.account.levels.map(({ name }) => levelLabel(name))).toEqual([
    'at most 20% left',
    'runs out within 3 days',
    'at most 5% left',
    'exhausted',
  ]);
});

test('every code that a reading can fail with has words', () => {
  const callers = new Set(['InvalidInput', 'Unauthorized', 'Forbidden', 'InsufficientCredits']);
  for (const code of Object.keys(CODES).filter((one) => !callers.has(one))) {
    expect([code, failureLabel(code)]).not.toEqual([code, code]);
  }
  expect(failureLabel('SomethingNew')).toBe('SomethingNew');
});

test('every state has a name and a meaning of its own', () => {
  expect(new Set(SITE_STATES.map((state) => STATE_LABELS[state])).size).toBe(SITE_STATES.length);
  expect(new Set(SITE_STATES.map((state) => STATE_MEANINGS[state])).size).toBe(SITE_STATES.length);
});
