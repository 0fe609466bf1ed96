// The local Wix on its own: `node local/wix/main.ts --port 4010 --seed 7`.
import { parseCommandLine, USAGE } from './command-line.ts';
import { createLocalWix } from './server.ts';

const parsed = parseCommandLine(process.argv.slice(2));
if ('help' in parsed) {
  console.log(USAGE);
} else if ('error' in parsed) {
  console.error(`${parsed.error}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  const wix = createLocalWix({ ...parsed.options, control: true });
  try {
    const { url } = await wix.listen(parsed.port);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => wix.close());
    console.log(
      JSON.stringify({ url, accountId: wix.accountId, apiKey: wix.apiKey, sites: wix.world.sites.length }),
    );
  } catch (error) {
    console.error(`Cannot listen on port ${parsed.port}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
