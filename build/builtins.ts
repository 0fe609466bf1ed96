// Node's own modules, asked for in the fast way.
import { isBuiltin } from 'node:module';
import type { ImportKind, Plugin } from 'esbuild';

const get = (name: string) => `process.getBuiltinModule(${JSON.stringify(`node:${name}`)})`;

/** For `require`: the module itself. */
const required = (name: string) => `module.exports = ${get(name)};`;

/**
 * For an import, where the module is a plain object. esbuild copies the properties of a CommonJS module for each file
 * that imports it; an object that inherits them has none of its own to copy, and those that are slow to read are read
 * when they are used.
 */
const inherited = (name: string) => `module.exports = Object.create(${get(name)});`;

/** Any other module (`stream` is a function), and any that is imported at run time: its properties as exports. */
function named(name: string): string {
  const names = Object.getOwnPropertyNames(moduleOf(name)).filter(
    (key) => /^[A-Za-z]\w*$/.test(key) && key !== 'default',
  );
  const exports = names.map(
    (key, index) => `const e${index} = /* @__PURE__ */ read('${key}'); export { e${index} as ${key} };`,
  );
  return `const it = ${get(name)};\nconst read = (key) => it[key];\nexport default it;\n${exports.join('\n')}`;
}

function moduleOf(name: string): object {
  const module = process.getBuiltinModule(`node:${name}`);
  if (module === undefined) throw new Error(`This Node has no module ${name}`);
  return module;
}

const FORMS = { required, inherited, named } as const;
type Form = keyof typeof FORMS;

function formOf(kind: ImportKind, name: string): Form {
  if (kind === 'require-call') return 'required';
  const plain = Object.getPrototypeOf(moduleOf(name)) === Object.prototype;
  return plain && kind === 'import-statement' ? 'inherited' : 'named';
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
      const name = path.replace(/^node:/, '');
      return { path: name, namespace: `${formOf(kind, name)} builtin`, sideEffects: false };
    });
    for (const [form, contentsOf] of Object.entries(FORMS)) {
      build.onLoad({ filter: /./, namespace: `${form} builtin` }, ({ path }) => ({
        contents: contentsOf(path),
      }));
    }
  },
};
