// docs/security.md names files, tests and settings that hold what it says: each of them is there.
import { access, readFile } from 'node:fs/promises';

const ROOT = new URL('../../', import.meta.url);
const text = await readFile(new URL('docs/security.md', ROOT), 'utf8');

/** A file in backticks, and behind a colon the names in it that hold the point. */
const PROOF = /`([\w./-]+\.(?:ts|mjs|yml|json))`(?::((?:\s+"[^"]+",?)+))?/g;
const proofs = [...text.matchAll(PROOF)].map(([, file = '', names = '']) => ({
  file,
  names: [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name),
}));
const named = proofs.flatMap(({ file, names }) => names.map((name) => [file, name] as const));
const made = new Set(['dist/sbom.cdx.json']);

/** Whether a file holds a name; in a test it must be the whole of a text, as titles are. */
function holds(source: string, file: string, name: string): boolean {
  if (!file.endsWith('.test.ts')) return source.includes(name);
  return [`'${name}'`, `"${name}"`, `\`${name}\``].some((literal) => source.includes(literal));
}

test('every file that it names is there', async () => {
  const files = [...new Set(proofs.map(({ file }) => file))].filter((file) => !made.has(file));
  const missing = await Promise.all(
    files.map((file) =>
      access(new URL(file, ROOT)).then(
        () => [],
        () => [file],
      ),
    ),
  );
  expect(missing.flat()).toEqual([]);
  expect(files.length).toBeGreaterThan(40);
});

test.each(named)('%s has "%s"', async (file, name) => {
  expect(holds(await readFile(new URL(file, ROOT), 'utf8'), file, name)).toBe(true);
});

test('every command of npm that it gives is one', async () => {
  const { scripts } = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8'));
  const commands = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
  expect(commands.length).toBeGreaterThan(4);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(commands));
});

test('goes through every point of both lists', () => {
  const apis = [...text.matchAll(/^### API(\d+): /gm)].map(([, number]) => Number(number));
  const serverless = [...text.matchAll(/^- \*\*S(\d+), /gm)].map(([, number]) => Number(number));
  const ten = Array.from({ length: 10 }, (_, index) => index + 1);
  expect([apis, serverless]).toEqual([ten, ten]);
});

test('has a proof for every point of the list for APIs', () => {
  const points = text.split(/^### /m).slice(1);
  const without = points.filter((point) => point.startsWith('API') && !/`[^`]+`:\s+"/.test(point));
  expect(without.map((point) => point.split('\n')[0])).toEqual([]);
});

test('links to headings and files that are there', async () => {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title.toLowerCase().replaceAll(' ', '-'),
  );
  const anchors = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
  expect(anchors.filter((anchor) => !headings.includes(anchor ?? ''))).toEqual([]);
});

test('a proof that is gone is noticed', () => {
  expect(holds("test('a rule', () => {})", 'a.test.ts', 'a rule')).toBe(true);
  expect(holds("test('a rule of old', () => {})", 'a.test.ts', 'a rule')).toBe(false);
  expect(holds('A: true', 'a.yml', 'B: true')).toBe(false);
});
