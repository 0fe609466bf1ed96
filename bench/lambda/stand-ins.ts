// The other side, in a process of its own: a local Wix without a rate limit and a local Secrets Manager.
import { createLocalSecrets } from '../../local/secrets/server.ts';
import { createLocalWix } from '../../local/wix/server.ts';

const wix = createLocalWix({ rate: 0, seed: 1 });
const secret = JSON.stringify({ apiKey: wix.apiKey, accountId: wix.accountId });
const secrets = createLocalSecrets({
  secrets: Object.fromEntries(process.argv.slice(2).map((name) => [name, secret])),
});
const { url } = await wix.listen();
const secretsUrl = await secrets.listen();

const tell = (message: object) => process.send?.(message);
process.on('message', () => tell({ read: secrets.calls.map(({ secretId }) => secretId) }));
process.on('disconnect', () => process.exit(0));
tell({ wixUrl: url, secretsUrl });
