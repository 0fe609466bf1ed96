// A process that runs an export with the settings of its environment, for tests that kill it: says each page, then its
// answer. `node export-worker.ts '{"from":…,"to":…}'`
import { exportTransactions } from '../../../functions/export.ts';
import { exportServices } from '../../../lib/export/run/services.ts';
import { createHandler } from '../../../lib/operation/handler.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const handler = createHandler(
  exportTransactions,
  (config) => ({ ...exportServices(config), watch: ({ pages }) => say(`page ${pages}`) }),
  { write: () => {} },
);
const { status } = Object(await handler(JSON.parse(process.argv[2] ?? '{}')));
say(status);
