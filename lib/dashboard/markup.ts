// Markup as a tree: the server writes it as HTML, the browser's script as elements, and neither can forget to escape.

/** Attributes by name; `true` is one without a value, `false` and undefined are left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element of the tree. */
export interface MarkupElement {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly children: readonly Markup[];
}

/** A tree, or a part of it; undefined is nothing. */
export type Markup = MarkupElement | string | undefined;

/** An element. */
export const h = (
  tag: string,
  attributes: Attributes = {},
  ...children: readonly Markup[]
): MarkupElement => ({
  tag,
  attributes,
  children,
});

/** Elements of SVG, which a script has to make in their own namespace. */
export const SVG_TAGS: ReadonlySet<string> = new Set(['svg', 'path', 'rect', 'circle']);

const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'input', 'link', 'meta']);
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that HTML takes for nothing but text, inside and outside of quotes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

function attributesOf(attributes: Attributes): string {
  let text = '';
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    text += value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`;
  }
  return text;
}

/** The tree as HTML. */
export function toHtml(markup: Markup): string {
  if (markup === undefined) return '';
  if (typeof markup === 'string') return escapeHtml(markup);
  const { tag, attributes, children } = markup;
  const start = `<${tag}${attributesOf(attributes)}>`;
  return VOID.has(tag) ? start : `${start}${children.map(toHtml).join('')}</${tag}>`;
}
