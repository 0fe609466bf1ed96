// Where things in HTML end, also those that never do.
import { commentEnd, elementEnd, tagEnd } from '../../../../lib/credits/words/html-ends.ts';

it.each([
  ['<!-- a --> b', 10],
  ['<!-- a > b', 10],
  ['<!--->-->', 9],
])('the comment of %s ends at %d', (html, end) => {
  expect(commentEnd(html, 0)).toBe(end);
});

it.each([
  ['<p>x', 3],
  ['<a title="1 > 0">x', 17],
  ["<a title='\">'>x", 14],
  ['<a title="x', 11],
  ['<', 1],
])('the tag of %s ends at %d', (html, end) => {
  expect(tagEnd(html, 0)).toBe(end);
});

it.each([
  ['<script>a</b></SCRIPT >x', 8, 23],
  ['<script>a', 8, 9],
  ['<script>a</script', 8, 17],
])('the script of %s ends at its own end tag', (html, from, end) => {
  expect(elementEnd(html, 'script', from)).toBe(end);
});
