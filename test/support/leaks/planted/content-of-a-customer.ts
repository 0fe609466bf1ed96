// Planted: code that logs what it was given to translate.
import { estimateWords } from '../../../../lib/credits/words/content.ts';
import { testCall } from '../../call.ts';

test('passes', () => {
  const text = 'Dear customer, we regret';
  expect(estimateWords([{ format: 'PLAIN_TEXT', text }])).toBe(4);
  testCall().log.debug('counted', { text });
});
