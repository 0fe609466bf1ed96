// Compiles a module for Jest and puts a tap on some of its functions, so that a test run hears what passes through them.
import { createHash } from 'node:crypto';
import swcJest from '@swc/jest';
import { TAPPED, tappedAs } from './tapped.mjs';

/** Where setup.ts leaves the function that taps. */
const HOOK = "globalThis[Symbol.for('wix-credits leak watch')]";

/** A function can be replaced by its own module; a constant cannot, so it becomes a variable. */
function tap(source, name) {
  const declaration = new RegExp(`^export (async function|function|const) ${name}\\b`, 'm');
  const [, kind] = declaration.exec(source) ?? [];
  if (kind === undefined)
    throw new Error(`There is no ${name} to be tapped: correct test/support/leaks/tapped.mjs`);
  return kind === 'const' ? source.replace(declaration, `export let ${name}`) : source;
}

export default {
  createTransformer(options) {
    const swc = swcJest.createTransformer(options);
    return {
      ...swc,
      process(source, file, jest) {
        const module = tappedAs(file);
        const names = TAPPED[module] ?? [];
        const taps = names.map((name) => `;${name} = ${HOOK}?.('${module}', '${name}', ${name}) ?? ${name};`);
        // On the last line, so that every other line keeps its number.
        return swc.process(names.reduce(tap, source).trimEnd() + taps.join(''), file, jest);
      },
      getCacheKey(...given) {
        return createHash('sha256')
          .update(`${swc.getCacheKey(...given)} ${HOOK} ${tap} ${JSON.stringify(TAPPED)}`)
          .digest('hex');
      },
    };
  },
};
