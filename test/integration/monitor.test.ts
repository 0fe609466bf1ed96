// The monitor over real HTTP: against the local Wix, with a directory as its store, and with S3, SNS and EventBridge emulated.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import * as v from 'valibot';
import { monitor, monitorServices } from '../../functions/monitor.ts';
import { usage, usageServices } from '../../functions/usage.ts';
import { latestSchema } from '../../lib/monitor/state/latest.ts';
import { scheduledEvent } from '../events/eventbridge.ts';
import { httpApiEvent } from '../events/http-api-v2.ts';
import { describeWhere } from '../support/describe-where.ts';
import { startS3Emulator } from '../support/s3-emulator.ts';
import { type Bundle, startBundle } from './support/bundle.ts';
import { createQueue, type Queue } from './support/queues.ts';

const emulator = await startS3Emulator();
let bundle: Bundle;
beforeAll(async () => {
  bundle = await startBundle({ sites: 120, transactions: 50 });
});
afterEach(() => bundle.reset());
afterAll(async () => {
  await bundle.close();
  if ('stop' in emulator) await emulator.stop();
});

describe('with a directory as its store', () => {
  let directory: string;
  let environment: Record<string, string>;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'monitor-'));
    environment = { STORE_URI: pathToFileURL(directory).href, MONITOR_CONCURRENCY: '20' };
  });
  afterEach(() => rm(directory, { recursive: true }));

  const latest = async () =>
    v.parse(latestSchema, JSON.parse(await readFile(join(directory, 'latest.json'), 'utf8')));

  it('sees what Wix has, of the wallet and of every site', async () => {
    const call = bundle.open(monitor, monitorServices, environment);
    const without = bundle.wix.world.sites.filter(({ words }) => words === undefined).length;
    await expect(call(scheduledEvent())).resolves.toMatchObject({
      snapshot: { at: '2026-11-22T03:00:00.000Z', wallets: 1, sites: 120, failed: without },
    });
    const { sites, wallets } = await latest();
    expect(wallets).toHaveLength(1);
    const told = new Map(sites.map((site) => [site.siteId, site]));
    for (const { facts, words } of bundle.wix.world.sites) {
      const seen = told.get(facts.id);
      expect(seen?.name).toBe(facts.displayName);
      const left = words?.quota === undefined ? 'unlimited' : String(Math.max(0, words.quota - words.used));
      expect(seen).toMatchObject(
        words === undefined ? { failure: 'FeatureNotAvailable' } : { remaining: left },
      );
    }
    expect(await readdir(join(directory, 'snapshots/dt=2026-11-22'))).toEqual(['030000.000Z-all.ndjson']);
  });

  it('what was used between two runs is what was charged, by the transactions too', async () => {
    const call = bundle.open(monitor, monitorServices, environment);
    await call({});
    bundle.wix.world.charge({ micro: 3_250_000 });
    bundle.wix.world.charge({ micro: 1_000_000 });
    const answer = Object(await call({}));
    expect(answer.usage.wallet).toMatchObject({ used: '4.25', certainty: 'exact' });

    const ask = bundle.open(usage, usageServices, environment);
    const event = httpApiEvent({ method: 'GET', path: '/v1/usage', query: 'scope=ACCOUNT' });
    const { statusCode, body } = Object(await ask(event));
    expect(statusCode).toBe(200);
    const { account, reconciliation } = JSON.parse(body);
    const wallet = account.filter(({ kind }: { kind: string }) => kind === 'wallet');
    expect(wallet.reduce((sum: number, row: { used: string }) => sum + Number(row.used), 0)).toBe(4.25);
    expect(reconciliation.days.length).toBeGreaterThan(1);
    expect(Number(reconciliation.observed.charged)).toBeGreaterThanOrEqual(4.25);
  });

  it('tells why usage cannot be reconciled where Wix has no list of transactions', async () => {
    bundle.wix.faults.add({
      kind: 'status',
      status: 404,
      match: { path: '/appmarket/credittransactions/v1/credit-transactions/query' },
    });
    await bundle.open(monitor, monitorServices, environment)({});
    await expect(bundle.open(usage, usageServices, environment)({ scope: 'ACCOUNT' })).resolves.toMatchObject(
      {
        reconciliation: { error: { code: 'TransactionsNotReadable' } },
      },
    );
  });

  it('more sites than the requests of a minute are marked, not lost, and read by a later run', async () => {
    const call = bundle.open(monitor, monitorServices, { ...environment, WIX_REQUESTS_PER_MINUTE: '60' });
    const { snapshot } = Object(await call({}, 4_000));
    expect(snapshot.sites).toBeGreaterThanOrEqual(100);
    const failed = (await latest()).sites.filter(({ failure }) => failure === 'WixRateLimited');
    expect(failed.length).toBeGreaterThan(40);
    expect(failed.every(({ reading }) => reading === undefined)).toBe(true);
    await bundle.open(monitor, monitorServices, environment)({});
    expect((await latest()).sites.filter(({ failure }) => failure === 'WixRateLimited')).toEqual([]);
  });

  it('a key that is revoked is a failed reading of everything, and the run goes on', async () => {
    const call = bundle.open(monitor, monitorServices, environment);
    await call({});
    bundle.wix.faults.add({ kind: 'status', status: 401 });
    const answer = Object(await call({}));
    expect(answer.snapshot).toMatchObject({ sites: 120, failed: 121 });
    expect(new Set(answer.failed.map(({ code }: { code: string }) => code))).toEqual(
      new Set(['WixCredentialsRejected']),
    );
    expect(
      answer.alerts.every(
        ({ detailType }: { detailType: string }) => detailType !== 'Credit Balance Exhausted',
      ),
    ).toBe(true);
  });
});

describeWhere('missing' in emulator ? emulator.missing : undefined, 'with S3, SNS and EventBridge', () => {
  if (!('client' in emulator)) return;
  const { endpoint, bucket } = emulator;
  const name = `credits-${process.pid}-${Date.now()}`;
  let mails: Queue;
  let events: Queue;
  let environment: Record<string, string>;
  let call: (payload: unknown) => Promise<unknown>;

  beforeAll(async () => {
    for (const service of ['S3', 'SNS', 'EVENTBRIDGE']) process.env[`AWS_ENDPOINT_URL_${service}`] = endpoint;
    [mails, events] = [
      await createQueue(endpoint, `${name}-mails`),
      await createQueue(endpoint, `${name}-events`),
    ];
    const sns = new SNSClient({ endpoint });
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: mails.arn }));
    const bridge = new EventBridgeClient({ endpoint });
    const EventBusName = name;
    await bridge.send(new CreateEventBusCommand({ Name: EventBusName }));
    const EventPattern = JSON.stringify({ source: ['wix-credits'] });
    await bridge.send(new PutRuleCommand({ Name: name, EventBusName, EventPattern }));
    await bridge.send(
      new PutTargetsCommand({ Rule: name, EventBusName, Targets: [{ Id: 'q', Arn: events.arn }] }),
    );
    sns.destroy();
    bridge.destroy();
    // The local Wix has every state among any six of its sites.
    const few = bundle.wix.world.sites.slice(0, 12).map(({ facts }) => facts.id);
    environment = {
      MONITOR_SITES: few.join(),
      STORE_URI: `s3://${bucket}/monitor`,
      ALERT_TOPIC_ARN: TopicArn ?? '',
      EVENT_BUS_NAME: name,
    };
    call = bundle.open(monitor, monitorServices, environment);
  });
  afterAll(() => {
    for (const service of ['S3', 'SNS', 'EVENTBRIDGE']) delete process.env[`AWS_ENDPOINT_URL_${service}`];
  });

  it('an alert arrives as a text and as an event by its schema, once, with one id', async () => {
    const answer = Object(await call({}));
    expect(answer.delivery).toMatchObject({ waiting: 0 });
    expect(answer.delivery.found).toBeGreaterThan(0);
    const arrived = (await events.take()).map((body) => JSON.parse(body));
    const validate = formats.default
      .default(new Ajv({ strict: false }))
      .compile(
        JSON.parse(
          await readFile(new URL('../../lib/credits/alerts/events.schema.json', import.meta.url), 'utf8'),
        ),
      );
    for (const event of arrived) expect([validate(event), validate.errors]).toEqual([true, null]);
    expect(arrived.map(({ detail }) => detail.id).sort()).toEqual(
      answer.alerts.map(({ detail }: { detail: { id: string } }) => detail.id).sort(),
    );
    const texts = (await mails.take()).map((body) => JSON.parse(body));
    const text = texts.map(({ Message }) => Message).join('\n');
    for (const { detail } of arrived) expect(text).toContain(detail.id);
    expect(texts.every(({ Subject }) => /^Wix credits/.test(Subject))).toBe(true);
    await call({});
    const again = (await events.take()).map((body) => JSON.parse(body).detail.id);
    expect(again.filter((id) => arrived.some(({ detail }) => detail.id === id))).toEqual([]);
  });

  it('a topic that is gone keeps its alerts waiting, and does not make the bus repeat them', async () => {
    const gone = {
      ...environment,
      STORE_URI: `s3://${bucket}/gone`,
      ALERT_TOPIC_ARN: `${environment.ALERT_TOPIC_ARN}-gone`,
    };
    const first = Object(await bundle.open(monitor, monitorServices, gone)({}));
    expect(first.delivery).toMatchObject({ delivered: 0, waiting: first.delivery.found });
    await events.take();
    const mended = { ...gone, ALERT_TOPIC_ARN: environment.ALERT_TOPIC_ARN ?? '' };
    const second = Object(await bundle.open(monitor, monitorServices, mended)({}));
    expect(second.delivery).toMatchObject({ waiting: 0 });
    const ids = first.alerts.map(({ detail }: { detail: { id: string } }) => detail.id);
    const repeated = (await events.take()).map((body) => JSON.parse(body).detail.id);
    expect(repeated.filter((id) => ids.includes(id))).toEqual([]);
    const text = (await mails.take()).join('\n');
    for (const id of ids) expect(text).toContain(id);
  });
});
