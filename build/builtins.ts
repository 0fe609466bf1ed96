// Node's own modules, asked for in the fast way.
import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/** What stands for a Node module where it is asked for with `require`: the module itself. */
const required = (name: string) =>
  `module.exports = process.getBuiltinModule(${JSON.stringify(`node:${name}`)});`;

/**
 * What stands for a Node module where it is imported. esbuild copies the properties of a CommonJS module for each file
 * that imports it; an object that inherits them from a plain module has none of its own to copy.
 */
const imported = (name: string) => `
  const it = process.getBuiltinModule(${JSON.stringify(`node:${name}`)});
  module.exports = Object.getPrototypeOf(it) === Object.prototype ? Object.create(it) : it;`;

/**
 * Turns every import of a Node module, with and without `node:`, into `process.getBuiltinModule`. For a static import
 * Node reads each export of the module once, which for `node:http` loads its WebSocket client: over 20 ms. Here a
 * property is read where it is used.
 */
export const builtins: Plugin = {
  name: 'builtins',
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z][a-z0-9_/]*$/ }, ({ path, kind }) => {
      if (!isBuiltin(path)) return undefined;
      const namespace = kind === 'require-call' ? 'required builtin' : 'builtin';
      return { path: path.replace(/^node:/, ''), namespace, sideEffects: false };
    });
    build.onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({ contents: imported(path) }));
    build.onLoad({ filter: /./, namespace: 'required builtin' }, ({ path }) => ({
      contents: required(path),
    }));
  },
};
