// The operations guide knows every alarm and every setting that it speaks of.
import { readdirSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const guide = textOf('docs/operations.md');

const alarms = readdirSync(new URL('../../deploy/', import.meta.url)).flatMap((file) =>
  [...textOf(`deploy/${file}`).matchAll(/^ {2}(\w+):\n {4}Type: AWS::CloudWatch::Alarm$/gm)].map(
    ([, name = '']) => name,
  ),
);
const named = [...guide.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = '']) => name);

it('every alarm of the template has a row that says who acts, and no row is of an alarm that is gone', () => {
  expect(alarms.length).toBeGreaterThan(10);
  expect(named.toSorted()).toEqual(alarms.toSorted());
});

it('every parameter that it names is one', () => {
  const parameters: unknown = parseDocument(textOf('deploy/parameters.yml'), { customTags: [] }).toJS();
  const known = Object.keys(parameters ?? {});
  const flags = [...guide.matchAll(/--param '?(\w+)=/g)].map(([, name]) => name);
  const quoted = [...guide.matchAll(/`((?:export|monitor|store|auth)[A-Z]\w+)(?:=\w+)?`/g)].map(
    ([, name]) => name,
  );
  expect(flags.length + quoted.length).toBeGreaterThan(8);
  expect(known).toEqual(expect.arrayContaining([...flags, ...quoted]));
});

it('every command of npm that it gives is one', () => {
  const { scripts } = JSON.parse(textOf('package.json'));
  const commands = [...guide.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
  expect(commands.length).toBeGreaterThan(3);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(commands));
});

it('every file and heading that it points to is there', () => {
  const links = [...guide.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
  const headings = [...guide.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title.toLowerCase().replaceAll(' ', '-'),
  );
  expect(links.length).toBeGreaterThan(3);
  for (const [, path = '', heading] of links) {
    if (path !== '') expect(() => textOf(`docs/${path}`)).not.toThrow();
    else expect(headings).toContain(heading);
  }
});
