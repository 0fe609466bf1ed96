// Markup as HTML: a text stays text whatever it holds, and nothing is written that the tree does not have.
import fc from 'fast-check';
import { escapeHtml, h, type Markup, toHtml } from '../../../lib/dashboard/markup.ts';

describe('markup as HTML', () => {
  test('is elements, attributes and text', () => {
    const link = h('a', { href: '?a=1&b=2', class: 'x' }, 'here');
    expect(toHtml(h('p', {}, 'See ', link, '.'))).toBe(
      '<p>See <a href="?a=1&amp;b=2" class="x">here</a>.</p>',
    );
  });

  test('leaves out what is undefined or false, and writes true without a value', () => {
    expect(toHtml(h('td', { hidden: true, title: undefined, open: false, colspan: 7 }, undefined))).toBe(
      '<td hidden colspan="7"></td>',
    );
    expect(toHtml(undefined)).toBe('');
  });

  test.each(['input', 'meta', 'link', 'br', 'hr'])('does not close %s', (tag) => {
    expect(toHtml(h(tag))).toBe(`<${tag}>`);
  });

  test('takes any text for text, inside and outside of quotes', () => {
    const hostile = `"><script>alert('1')</script>&amp;<!--`;
    const html = toHtml(h('b', { title: hostile }, hostile));
    const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;&lt;!--';
    expect(html).toBe(`<b title="${escaped}">${escaped}</b>`);
  });

  test('has no tag, quote or entity that its tree does not have', () => {
    const text = fc.string({ unit: 'binary' });
    const tree: fc.Arbitrary<Markup> = fc.letrec<{ node: Markup }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        text,
        fc
          .tuple(text, fc.array(tie('node'), { maxLength: 3 }))
          .map(([title, children]) => h('i', { title }, ...children)),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (markup) => {
        const html = toHtml(markup);
        const rest = html.replace(/<i title="[^"<>']*">|<\/i>/g, '');
        expect(rest).not.toMatch(/[<>"']/);
        expect(rest.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      }),
    );
  });

  test('loses nothing of a text', () => {
    const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escapeHtml(text).replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => entities[name] ?? '')).toBe(
          text,
        );
      }),
    );
  });
});
