// The rules of reading the text out of a rich content document.
import fc from 'fast-check';
import { richText } from '../../../../lib/credits/words/rich-text.ts';

const paragraph = (...texts: string[]) => ({
  type: 'PARAGRAPH',
  nodes: texts.map((text) => ({ type: 'TEXT', textData: { text, decorations: [] } })),
});
const read = (document: unknown) => richText(JSON.stringify(document))?.split(/\s+/).filter(Boolean);

it('paragraphs separate words, decorations inside one do not', () => {
  expect(read({ nodes: [paragraph('Hello ', 'W', 'ix'), paragraph('again')] })).toEqual([
    'Hello',
    'Wix',
    'again',
  ]);
});

it('nested nodes are read in their order', () => {
  expect(
    read({ nodes: [{ nodes: [paragraph('one'), { nodes: [paragraph('two')] }] }, paragraph('three')] }),
  ).toEqual(['one', 'two', 'three']);
});

it('nodes without text, and what is no node, count nothing', () => {
  expect(read({ nodes: [{ type: 'DIVIDER' }, 7, null, { textData: { text: 5 } }] })).toEqual([]);
});

it.each(['', 'Hello', '[]', '{}', '{"nodes":{}}', 'null'])('%j is no document', (json) => {
  expect(richText(json)).toBeUndefined();
});

it('a document that could not be sent on, as it nests too deeply, is none', () => {
  const nested = (levels: number) => `${'{"nodes":['.repeat(levels)}${']}'.repeat(levels)}`;
  expect(richText(nested(250))?.trim()).toBe('');
  expect(richText(nested(251))).toBeUndefined();
  expect(richText(nested(50_000))).toBeUndefined();
});

it('a document that spreads without end does not break the call stack', () => {
  expect(richText(`{"nodes":[{"nodes":[${'0,'.repeat(400_000)}0]}]}`)?.trim()).toBe('');
});

it('every text of a flat document is there', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/)), (texts) => {
      expect(read({ nodes: texts.map((text) => paragraph(text)) })).toEqual(texts);
    }),
  );
});
