// Builds the functions with esbuild: all of them, or those named on the command line. How, is in build/.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BuildError, build } from './build/build.ts';
import { sizeReport } from './build/report.ts';

export { build };

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const named = process.argv.slice(2);
  try {
    console.log(sizeReport(await build(named.length === 0 ? {} : { functions: named })));
  } catch (error) {
    // What esbuild found wrong, it has printed already.
    if (error instanceof BuildError) console.error(error.message);
    else if (!(error instanceof Error && 'errors' in error)) console.error(error);
    process.exitCode = 1;
  }
}
