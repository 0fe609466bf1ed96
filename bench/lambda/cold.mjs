// One cold start: imports the handler that the command line names, calls it once, writes its answer to pipe 3.
import { writeSync } from 'node:fs';
import { context, event } from './event.mjs';

const { handler } = await import(process.argv[2]);
const { statusCode, body } = await handler(event(), context());
writeSync(3, JSON.stringify({ statusCode, availableCredits: JSON.parse(body).availableCredits }));
process.exit(0);
