// The other side, in a process of its own: a Wix with a large fleet, where every answer takes its time.
import * as v from 'valibot';
import { createLocalSecrets } from '../../local/secrets/server.ts';
import { createLocalWix } from '../../local/wix/server.ts';

const [, , sites = '', delayMs = '', secretId = ''] = process.argv;
const wix = createLocalWix({ rate: 0, seed: 1, sites: Number(sites), transactions: 10 });
wix.faults.add({ kind: 'delay', delayMs: Number(delayMs) });
const secret = JSON.stringify({ apiKey: wix.apiKey, accountId: wix.accountId });
const secrets = createLocalSecrets({ secrets: { [secretId]: secret } });
const { url } = await wix.listen();
const secretsUrl = await secrets.listen();

const order = v.object({ words: v.number() });

/** Every third site uses so many words. */
process.on('message', (message) => {
  const { words } = v.parse(order, message);
  for (const [index, site] of wix.world.sites.entries()) {
    if (index % 3 === 0 && site.words !== undefined) site.words.used += words;
  }
  process.send?.({ used: words });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ wixUrl: url, secretsUrl });
