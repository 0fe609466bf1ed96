// The page of the dashboard as text: what its script and styles come to, put into lib/dashboard/assets.ts.
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The module whose text is replaced, on any system. */
export const ASSETS = /[\\/]lib[\\/]dashboard[\\/]assets\.ts$/;

function bundled(entry: string): string {
  const { outputFiles } = esbuild.buildSync({
    absWorkingDir: root,
    entryPoints: [`lib/dashboard/page/${entry}`],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    // Browsers of the last years: `:has`, nested `dialog`s, copies of arrays.
    target: ['chrome110', 'firefox121', 'safari16.4'],
    legalComments: 'none',
    logLevel: 'warning',
  });
  const text = outputFiles[0]?.text.trim() ?? '';
  // In the page either would end its element.
  if (/<\/(script|style)/i.test(text)) throw new Error(`${entry} holds the end of its own element`);
  return text;
}

/** What stands in the place of `lib/dashboard/assets.ts`. */
export const pageAssets = (): string =>
  `export const SCRIPT = ${JSON.stringify(bundled('main.ts'))};\nexport const STYLE = ${JSON.stringify(bundled('page.css'))};\n`;

/** Puts the page into a bundle that wants it. */
export const page: esbuild.Plugin = {
  name: 'page',
  setup(build) {
    build.onLoad({ filter: ASSETS }, () => ({ contents: pageAssets(), loader: 'js' }));
  },
};
