// Writes the JSON schema of the events from the schema that the code uses: npm run schema:events.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { alertEventSchema } from '../lib/credits/alerts/events.ts';

/** Where the schema lies. */
export const SCHEMA_FILE = new URL('../lib/credits/alerts/events.schema.json', import.meta.url);

/**
 * The JSON schema (draft-07) of the events as they arrive from EventBridge: `detail-type` beside `detail`. What else an
 * envelope holds is not described.
 */
export function eventJsonSchema(): object {
  const oneOf = alertEventSchema.options.map(({ entries }) => {
    const { $schema: _, ...detail } = toJsonSchema(entries.detail);
    const properties = { 'detail-type': { const: entries.detailType.literal }, detail };
    return { type: 'object', properties, required: ['detail-type', 'detail'] };
  });
  return { $schema: 'http://json-schema.org/draft-07/schema#', title: 'Events about Wix credits', oneOf };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(SCHEMA_FILE, `${JSON.stringify(eventJsonSchema(), undefined, 2)}\n`);
}
