// Node's own modules, asked for in the fast way.
import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

const get = (name: string) => `process.getBuiltinModule(${JSON.stringify(`node:${name}`)})`;

/** For `require`, and for an import that is decided at run time: the module itself. */
const required = (name: string) => `module.exports = ${get(name)};`;

/**
 * A plain object. esbuild copies the properties of a CommonJS module for each file that imports it; an object that
 * inherits them has none of its own to copy, and those that are slow to read are read when they are used.
 */
const inherited = (name: string) => `module.exports = Object.create(${get(name)});`;

/** A module that is a function or a class (`stream`), or `process`: its properties as exports, of which the used ones stay. */
function named(name: string, module: object): string {
  const names = Object.getOwnPropertyNames(module).filter(
    (key) => /^[A-Za-z]\w*$/.test(key) && key !== 'default',
  );
  const exports = names.map(
    (key, index) => `const e${index} = /* @__PURE__ */ read('${key}'); export { e${index} as ${key} };`,
  );
  return `const it = ${get(name)};\nconst read = (key) => it[key];\nexport default it;\n${exports.join('\n')}`;
}

function imported(name: string): string {
  const module = process.getBuiltinModule(`node:${name}`);
  if (module === undefined) throw new Error(`This Node has no module ${name}`);
  return Object.getPrototypeOf(module) === Object.prototype ? inherited(name) : named(name, module);
}

/**
 * Turns every import of a Node module, with and without `node:`, into `process.getBuiltinModule`. For a static import
 * Node reads each export of the module once, which for `node:http` loads its WebSocket client: over 20 ms.
 */
export const builtins: Plugin = {
  name: 'builtins',
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z][a-z0-9_/]*$/ }, ({ path, kind }) => {
      if (!isBuiltin(path)) return undefined;
      const namespace = kind === 'import-statement' ? 'builtin' : 'required builtin';
      return { path: path.replace(/^node:/, ''), namespace, sideEffects: false };
    });
    build.onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({ contents: imported(path) }));
    build.onLoad({ filter: /./, namespace: 'required builtin' }, ({ path }) => ({
      contents: required(path),
    }));
  },
};
