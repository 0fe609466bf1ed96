// CSV cells: RFC 4180 quoting, and text that a spreadsheet would run as a formula made harmless, reversibly.

// What Excel, LibreOffice and Google Sheets take for the start of a formula (also full width, also behind blanks), the
// tab and line ends that OWASP adds, and the apostrophe itself, so that one in front always means "added here".
const runs = /^(?:\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n'])/;
const needsQuotes = /[",\r\n]|^\s|\s$/;
// Neither of the two, in one look: most cells are such.
const harmless = /^[\w{$€£¥(][^",\r\n]*[\w})!?.]$/;

/** A text cell as it stands between two commas: an apostrophe in front where a spreadsheet might run it, then quoted. */
export function textCell(text: string | undefined): string {
  if (text === undefined) return '';
  // Stryker disable next-line ConditionalExpression: the two that follow leave it as it is.
  if (harmless.test(text)) return text;
  const safe = runs.test(text) ? `'${text}` : text;
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The cell of a JSON object: its text begins with a brace, which nothing runs, and has quotes unless it is empty. */
export function jsonCell(json: string): string {
  if (json === '{}') return json;
  // By hand: it has many quotes in few characters, and `replaceAll` takes half as long again for them.
  let cell = '"';
  let from = 0;
  for (let quote = json.indexOf('"'); quote !== -1; quote = json.indexOf('"', from)) {
    cell += `${json.slice(from, quote + 1)}"`;
    from = quote + 1;
  }
  return `${cell}${json.slice(from)}"`;
}

/** The text of an unquoted cell that `textCell` made. */
export function restore(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}
