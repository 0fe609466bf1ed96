// Modules of the SDK that import another at run time. Each such import would split the bundle into files to be read one
// after the other; what they ask for is there anyway.

const RUN_TIME_IMPORT = /await import\((["'])([\w@/:-]+)\1\)/g;

/**
 * Asks for Node's modules where they are needed, and imports others at the start.
 * @throws Error when the module imports nothing at run time any more
 */
export function staticImports(original: string): string {
  const others: string[] = [];
  const rest = original.replaceAll(RUN_TIME_IMPORT, (_import, _quote, name: string) => {
    if (name.startsWith('node:')) return `process.getBuiltinModule('${name}')`;
    return `imported${others.push(name) - 1}`;
  });
  if (rest === original) throw new Error('This module of the AWS SDK imports nothing at run time any more');
  const imports = others.map((name, index) => `import * as imported${index} from '${name}';\n`);
  return imports.join('') + rest;
}
