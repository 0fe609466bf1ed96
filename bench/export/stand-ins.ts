// The other side of the export benchmark: a local Wix that serves prepared pages, Secrets Manager and S3.
import * as v from 'valibot';
import { createLocalSecrets } from '../../local/secrets/server.ts';
import { createLocalWix } from '../../local/wix/server.ts';
import { S3Server } from '../../test/support/s3-server.ts';
import { bareList } from './bare-client.ts';
import { planSchema, SECRET_ID, windowOf } from './world.ts';

const plan = v.parse(planSchema, JSON.parse(process.argv[2] ?? ''));
const startAt = Date.parse(plan.end);
const wix = createLocalWix({
  rate: 0,
  transactions: plan.transactions,
  historyDays: plan.days,
  startAt: plan.end,
  preparedPages: true,
  source: () => startAt + performance.now() * plan.timesFaster,
});
const secret = JSON.stringify({ apiKey: wix.apiKey, accountId: wix.accountId });
const secrets = createLocalSecrets({ secrets: { [SECRET_ID]: secret } });
const s3 = await new S3Server().start();
const { url: wixUrl } = await wix.listen();
const secretsUrl = await secrets.listen();

const addresses = { wixUrl, secretsUrl, s3Url: s3.url, apiKey: wix.apiKey, accountId: wix.accountId };

// Where Wix's own time is to be told to the millisecond, it makes its pages before anybody asks.
if (plan.rate > 0 || plan.latencyMs > 0) {
  for await (const _ of bareList(addresses, windowOf(plan.transactions)));
  wix.journal.clear();
}
wix.settings.rate = plan.rate;
if (plan.latencyMs > 0) wix.faults.add({ kind: 'delay', delayMs: plan.latencyMs });

const tell = (message: object) => process.send?.(message);
process.on('message', () => {
  const { entries } = wix.journal;
  const reads = s3.requests.filter(
    ({ method, key }) => method === 'HEAD' || (method === 'GET' && key !== ''),
  );
  tell({
    arrivals: entries.map(({ at }) => Date.parse(at)),
    refused: entries.filter(({ status }) => status === 429).length,
    s3Writes: s3.requests.length - reads.length,
    s3Reads: reads.length,
  });
  wix.journal.clear();
  s3.requests.length = 0;
  s3.objects.clear();
});
process.on('disconnect', () => process.exit(0));
tell(addresses);
