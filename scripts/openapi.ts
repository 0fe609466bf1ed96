// Writes openapi.json from the schemas that the functions check their input with: npm run openapi.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { openapiDocument } from './openapi/document.ts';
import type { Json } from './openapi/json-schema.ts';
import { listOperations } from './openapi/operations.ts';

/** Where the document lies. */
export const OPENAPI_FILE = new URL('../openapi.json', import.meta.url);

const manifest = v.object({ version: v.string() });

/** The document as it should be now. */
export async function currentDocument(): Promise<Json> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  const { version } = v.parse(manifest, JSON.parse(text));
  return openapiDocument(await listOperations(), version);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(OPENAPI_FILE, `${JSON.stringify(await currentDocument(), undefined, 2)}\n`);
}
