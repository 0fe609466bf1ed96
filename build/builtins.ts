// Node's own modules, asked for in the fast way.
import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * Turns every import of a Node module, with and without `node:`, into `process.getBuiltinModule`. For a static import
 * Node reads each export of the module once, which for `node:http` loads its WebSocket client: over 20 ms. Here a
 * property is read where it is used.
 */
export const builtins: Plugin = {
  name: 'builtins',
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z][a-z0-9_/]*$/ }, ({ path }) =>
      isBuiltin(path)
        ? { path: path.replace(/^node:/, ''), namespace: 'builtin', sideEffects: false }
        : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(`node:${path}`)});`,
    }));
  },
};
