// Puts small modules in the place of what the AWS SDK brings along and a Lambda never uses.
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/** One module of the AWS SDK that is replaced. */
export interface Replacement {
  /** For messages: what it is. */
  readonly name: string;
  /** The file, as a regular expression on its path below `node_modules/`. */
  readonly module: RegExp;
  /**
   * What stands in its place: the URL of a file, which is bundled as if it lay where the original lies, or a function
   * that makes a smaller text out of the original's and throws when it does not know it any more.
   */
  readonly by: URL | ((original: string) => string);
}

const CLIENT = /node_modules\/@aws-sdk\/client-/;

/** A path with forward slashes on every system. */
const portable = (path: string) => path.replaceAll('\\', '/');

/** The filter that esbuild matches against a path of this system. */
const filterOf = ({ module }: Replacement) =>
  new RegExp(`[\\\\/]node_modules[\\\\/]${module.source.replaceAll('\\/', '[\\\\/]')}$`);

/**
 * Replaces modules. When a bundle holds a client of the AWS SDK and one of the modules was not met, the SDK has moved
 * it: the build fails, so that what a replacement took out does not come back unnoticed.
 */
export function replace(replacements: readonly Replacement[]): Plugin {
  return {
    name: 'replacements',
    setup(build) {
      const met = new Set<Replacement>();
      for (const replacement of replacements) {
        build.onLoad({ filter: filterOf(replacement) }, async ({ path }) => {
          met.add(replacement);
          const { by } = replacement;
          const original = by instanceof URL ? undefined : await readFile(path, 'utf8');
          const contents = by instanceof URL ? await readFile(by, 'utf8') : by(original ?? '');
          const loader = by instanceof URL ? 'ts' : path.endsWith('.json') ? 'json' : 'js';
          return { contents, loader, resolveDir: dirname(path) };
        });
      }
      build.onEnd(({ metafile }) => {
        const inputs = Object.keys(metafile?.inputs ?? {}).map(portable);
        if (!inputs.some((input) => CLIENT.test(input))) return {};
        const missing = replacements.filter((replacement) => !met.has(replacement));
        return {
          errors: missing.map(({ name, module }) => ({
            text: `The AWS SDK has no module ${module.source} any more (replacement "${name}"): find where it went, or drop the replacement.`,
          })),
        };
      });
    },
  };
}
