// Where a comment, a tag and an element of an HTML text end; what never ends, ends with the text.

function behind(html: string, needle: string, from: number): number {
  const found = html.indexOf(needle, from);
  return found === -1 ? html.length : found + needle.length;
}

/** The index behind the comment that begins at `open`. */
export function commentEnd(html: string, open: number): number {
  return behind(html, '-->', open + '<!--'.length);
}

/** The index behind the tag that begins at `open`; a `>` in quotes is none. */
export function tagEnd(html: string, open: number): number {
  let quote = '';
  for (let at = open + 1; at < html.length; at += 1) {
    const here = html[at];
    if (quote !== '') {
      if (here === quote) quote = '';
    } else if (here === '"' || here === "'") quote = here;
    else if (here === '>') return at + 1;
  }
  return html.length;
}

/** The index behind the end tag of an element whose content, from `from` on, is no HTML: a script, a style. */
export function elementEnd(html: string, name: string, from: number): number {
  const endTag = new RegExp(`</${name}`, 'gi');
  endTag.lastIndex = from;
  const found = endTag.exec(html);
  return found === null ? html.length : behind(html, '>', found.index);
}
