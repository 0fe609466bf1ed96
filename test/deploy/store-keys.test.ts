// Every function at work with the rights of its role alone: S3 refuses whatever the template does not allow, and each right
// that the template gives is used.
import { jest } from '@jest/globals';
import { dashboard, dashboardServices } from '../../functions/dashboard.ts';
import { exportTransactions } from '../../functions/export.ts';
import { monitor, monitorServices } from '../../functions/monitor.ts';
import { record, recordServices } from '../../functions/record.ts';
import { translate, translateServices } from '../../functions/translate.ts';
import { usage, usageServices } from '../../functions/usage.ts';
import { exportServices } from '../../lib/export/run/services.ts';
import { schedulerEvent } from '../events/eventbridge.ts';
import { type Bundle, startBundle } from '../integration/support/bundle.ts';
import { BUCKET, type S3Fault, type S3Request, S3Server } from '../support/s3-server.ts';
import { matches, type Permission, readRole } from './support/statements.ts';
import { packageTemplate } from './support/template.ts';

jest.setTimeout(120_000);

const { template } = await packageTemplate();
const ENVIRONMENT = { STORE_URI: `s3://${BUCKET}`, CLIENTS_SECRET_ID: 'test/wix' };
const WINDOW = { from: '2026-10-10T00:00:00Z', to: '2026-10-12T00:00:00Z' };
const TRANSACTION = { id: 'mine', createdDate: '2026-10-11T09:30:00Z', amount: { credits: 1.5 } };

let bundle: Bundle;
const s3 = new S3Server();
const before = process.env.AWS_ENDPOINT_URL_S3;
beforeAll(async () => {
  bundle = await startBundle({
    startAt: '2026-11-01T00:00:00.000Z',
    transactions: 500,
    historyDays: 40,
    sites: 12,
  });
  await s3.start();
  process.env.AWS_ENDPOINT_URL_S3 = s3.url;
});
afterAll(async () => {
  if (before === undefined) delete process.env.AWS_ENDPOINT_URL_S3;
  else process.env.AWS_ENDPOINT_URL_S3 = before;
  await s3.stop();
  await bundle.close();
});

/** What a request asks of IAM. Whether an object is missing is told only to who may list the bucket. */
function needsOf({ method, key, query }: S3Request): Omit<Permission, 'condition'>[] {
  const list = { action: 's3:ListBucket', resource: 'arn:aws:s3:::store' };
  const on = (action: string) => ({ action, resource: `arn:aws:s3:::store/${key}` });
  if (key === '') return [list];
  if (method === 'DELETE') return [on(query.has('uploadId') ? 's3:AbortMultipartUpload' : 's3:DeleteObject')];
  if (method !== 'GET' && method !== 'HEAD') return [on('s3:PutObject')];
  return s3.objects.has(key) ? [on('s3:GetObject')] : [on('s3:GetObject'), list];
}

/** Does something with the rights of a role; answers the rights on S3 that were not used. */
async function unused(
  role: string,
  work: () => Promise<unknown>,
  faultOf: (request: S3Request) => S3Fault | undefined = () => undefined,
): Promise<string[]> {
  const rights = readRole(template, role).permissions.filter(({ action }) => action.startsWith('s3:'));
  const used = new Set<Permission>();
  const refused: string[] = [];
  s3.fault = (request) => {
    for (const need of needsOf(request)) {
      const fit = rights.filter((one) => one.action === need.action && matches(one.resource, need.resource));
      for (const one of fit) used.add(one);
      if (fit.length > 0) continue;
      refused.push(`${need.action} ${need.resource}`);
      return { status: 403, code: 'AccessDenied' };
    }
    return faultOf(request);
  };
  await work();
  s3.fault = () => undefined;
  expect(refused).toEqual([]);
  return rights.filter((one) => !used.has(one)).map(({ action, resource }) => `${action} ${resource}`);
}

/** In the order of their work: each finds what those before it have stored. */
describe('with the rights of its role', () => {
  it('record keeps transactions', async () => {
    const call = bundle.open(record, recordServices, ENVIRONMENT);
    const work = async () => {
      await call({ transactions: [TRANSACTION] });
      await expect(call({ transactions: [TRANSACTION] })).resolves.toMatchObject({ known: 1 });
    };
    await expect(unused('RecordRole', work)).resolves.toEqual([]);
  });

  it('export exports, of both sources, and tells how an export is', async () => {
    const work = async () => {
      for (const TRANSACTION_SOURCE of ['wix', 'recorded']) {
        const call = bundle.open(exportTransactions, exportServices, { ...ENVIRONMENT, TRANSACTION_SOURCE });
        const { status, exportId } = Object(await call(WINDOW));
        expect(status).toBe('COMPLETE');
        await expect(call({ action: 'status', exportId })).resolves.toMatchObject({ status: 'COMPLETE' });
      }
    };
    // An upload in parts that breaks off takes more than eight megabytes, see test/lib/store/s3.
    await expect(unused('ExportRole', work)).resolves.toEqual([
      's3:AbortMultipartUpload arn:aws:s3:::store/exports/*',
    ]);
  });

  it('translate keeps what it has paid for', async () => {
    const call = bundle.open(translate, translateServices, ENVIRONMENT);
    const site = bundle.wix.world.sites.find(({ words }) => (words?.quota ?? 0) - (words?.used ?? 0) > 100);
    const content = [{ format: 'PLAIN_TEXT', text: 'Some words' }];
    const order = { siteId: site?.facts.id, sourceLanguage: 'EN', targetLanguage: 'FR', content };
    const work = async () => {
      await expect(call(order)).resolves.toMatchObject({ complete: true });
      await expect(call(order)).resolves.toMatchObject({ complete: true });
    };
    await expect(unused('TranslateRole', work)).resolves.toEqual([]);
  });

  it('monitor looks, remembers, and keeps alerts', async () => {
    const call = bundle.open(monitor, monitorServices, ENVIRONMENT);
    const site = bundle.wix.world.sites.find(({ words }) => words?.quota !== undefined);
    let cut = false;
    const work = async () => {
      await call(schedulerEvent('2026-11-22T03:00:00Z'));
      if (site?.words !== undefined) site.words.used = site.words.quota ?? 0;
      const { alerts } = Object(await call(schedulerEvent('2026-11-22T03:15:00Z')));
      expect(alerts.length).toBeGreaterThan(0);
      await call(schedulerEvent('2026-11-22T03:15:00Z'));
    };
    // The answer to a write is lost: the second try finds the alert there, and looks whose it is.
    const faultOf = ({ key, method }: S3Request): S3Fault | undefined => {
      if (cut || method !== 'PUT' || !key.startsWith('alerts/')) return undefined;
      cut = true;
      return 'cut after';
    };
    await expect(unused('MonitorRole', work, faultOf)).resolves.toEqual([]);
    expect(cut).toBe(true);
  });

  it('dashboard shows it', async () => {
    const call = bundle.open(dashboard, dashboardServices, ENVIRONMENT);
    const work = () => expect(call({})).resolves.toMatchObject({ summary: { sites: 12 } });
    await expect(unused('DashboardRole', work)).resolves.toEqual([]);
  });

  it('usage tells it by day, and holds it against the transactions', async () => {
    const call = bundle.open(usage, usageServices, { ...ENVIRONMENT, TRANSACTION_SOURCE: 'recorded' });
    const work = async () => {
      const days = { from: '2026-10-01', to: '2026-12-01' };
      await call(days);
      // The list of sites says in which file a site is.
      await call({ ...days, siteIds: [bundle.wix.world.sites[0]?.facts.id] });
    };
    await expect(unused('UsageRole', work)).resolves.toEqual([]);
  });
});
