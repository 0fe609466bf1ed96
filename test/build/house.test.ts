// The house rules: every source file begins with a comment that says what it is, and none is longer than 250 lines.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from './project.ts';

const MOST_LINES = 250;
const ENDINGS = '*.{ts,mjs,css}';
const FOLDERS = '{functions,lib,local,scripts,build,bench,test}';

/** The paths that git tracks; none where there is no git. */
async function tracked(): Promise<string[]> {
  try {
    const git = ['ls-files', '-z', '--', '*.ts', '*.mjs', '*.css'];
    const { stdout } = await promisify(execFile)('git', git, { cwd: repository, maxBuffer: 2 ** 24 });
    return stdout.split('\0').filter((path) => path !== '' && existsSync(join(repository, path)));
  } catch {
    return [];
  }
}

/** The paths as they lie on the disk. */
async function found(): Promise<string[]> {
  const paths: string[] = [];
  const exclude = ['**/node_modules', '**/dist'];
  for await (const path of glob([ENDINGS, `${FOLDERS}/**/${ENDINGS}`], { cwd: repository, exclude }))
    paths.push(path);
  return paths;
}

/** Whether a file begins with a comment that is not empty; a `#!` line may come first. */
const saysWhatItIs = (text: string): boolean => /^(#!.*\n)?(\/\/ |\/\*+\s+)[^\s*/]/.test(text);

const linesOf = (text: string): number => text.replace(/\n$/, '').split('\n').length;

describe('every source file', () => {
  const files: { path: string; text: string }[] = [];
  beforeAll(async () => {
    const paths = await tracked();
    for (const path of paths.length > 0 ? paths : await found()) {
      files.push({ path, text: await readFile(join(repository, path), 'utf8') });
    }
    expect(files.length).toBeGreaterThan(500);
  });

  test('begins with a comment that says what it is', () => {
    expect(files.filter(({ text }) => !saysWhatItIs(text)).map(({ path }) => path)).toEqual([]);
  });

  test(`has at most ${MOST_LINES} lines`, () => {
    const lengths = files.map(({ path, text }) => ({ path, lines: linesOf(text) }));
    expect(lengths.filter(({ lines }) => lines > MOST_LINES)).toEqual([]);
  });
});

test.each([
  ['// Numbers.\n', true],
  ['/* Colours. */\n', true],
  ['#!/usr/bin/env node\n// A program.\n', true],
  ['#!/usr/bin/env node\nrun();\n', false],
  ['\n// Late.\n', false],
  ['//\nrun();\n', false],
  ['', false],
])('%j says what it is: %s', (text, says) => {
  expect(saysWhatItIs(text)).toBe(says);
});

test.each([
  ['a', 1],
  ['a\n', 1],
  ['a\nb', 2],
  ['a\n\n', 2],
])('%j has %d lines', (text, lines) => {
  expect(linesOf(text)).toBe(lines);
});
