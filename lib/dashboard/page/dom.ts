// Markup as elements of the document. No text is ever parsed as HTML here, so none can become a script.
import { type Markup, type MarkupElement, SVG_TAGS } from '../markup.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** The element of a markup. */
export function dom({ tag, attributes, children }: MarkupElement): Element {
  const element = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) {
    if (child !== undefined) element.append(typeof child === 'string' ? child : dom(child));
  }
  return element;
}

/** Puts a markup in the place of an element, where both are there. Whatever had the focus keeps it, by its id. */
export function put(selector: string, markup: Markup): void {
  const old = document.querySelector(selector);
  if (old === null || markup === undefined || typeof markup === 'string') return;
  const { activeElement } = document;
  const focused = activeElement !== null && old.contains(activeElement) ? activeElement.id : '';
  old.replaceWith(dom(markup));
  if (focused !== '') document.getElementById(focused)?.focus();
}
