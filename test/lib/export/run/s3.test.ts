// An export into S3: whatever S3 or the network does at whichever request, the next call ends with the same objects.

import { runExport } from '../../../../lib/export/run/run-export.ts';
import { openStore } from '../../../../lib/store/open-store.ts';
import { testCall } from '../../../support/call.ts';
import { BUCKET, type S3Fault, S3Server } from '../../../support/s3-server.ts';
import { charges, fakeSource, identity } from './world.ts';

const of = identity({ rowsPerPart: 7 });

/** A call for a bucket of its own. */
async function openServer() {
  const server = await new S3Server().start();
  const client = server.client();
  const call = () => {
    const store = openStore(`s3://${BUCKET}/kept/here`, { s3Client: client });
    const source = fakeSource(() => charges(40, 7200));
    return runExport(of, { store, source, pause: async () => {} }, testCall(), false);
  };
  return { server, call };
}

function contentOf({ objects }: S3Server) {
  const kept = [...objects].filter(([key]) => !key.includes('/checkpoints/'));
  return new Map(kept.map(([key, { body }]) => [key, body.toString('base64')]));
}

const ONE_REQUEST: readonly S3Fault[] = [
  { status: 503, code: 'SlowDown' },
  { status: 500, code: 'InternalError', after: true },
  { status: 409, code: 'ConditionalRequestConflict' },
  'cut before',
  'cut after',
  'cut within',
];

/** What an export without a fault leaves, and how many requests it takes. */
async function undisturbed() {
  const { server, call } = await openServer();
  await call();
  await server.stop();
  return { expected: contentOf(server), requests: server.requests.length };
}

test('one request after the other goes wrong, each in another way', async () => {
  const { expected, requests } = await undisturbed();
  expect(requests).toBeGreaterThan(15);
  for (let at = 1; at <= requests; at += 1) {
    const { server, call } = await openServer();
    const fault = ONE_REQUEST[at % ONE_REQUEST.length];
    server.fault = ({ number }) => (number === at ? fault : undefined);
    await Promise.allSettled([call()]);
    expect(await call()).toMatchObject({ manifest: { rows: 40 } });
    expect(contentOf(server)).toEqual(expected);
    await server.stop();
  }
});

test('from one request on S3 is gone: nothing is lost, and nothing half-written is named', async () => {
  const { expected, requests } = await undisturbed();
  for (let at = 2; at <= requests; at += 4) {
    const { server, call } = await openServer();
    server.fault = ({ number }) => (number >= at ? { status: 503, code: 'ServiceUnavailable' } : undefined);
    await expect(call()).rejects.toMatchObject({ code: 'Internal' });
    expect([...contentOf(server).keys()].filter((key) => key.includes('/manifests/'))).toEqual([]);
    server.fault = () => undefined;
    await call();
    expect(contentOf(server)).toEqual(expected);
    await server.stop();
  }
});

test('two calls at once end in one manifest', async () => {
  const { expected } = await undisturbed();
  const { server, call } = await openServer();
  const [one, other] = await Promise.all([call(), call()]);
  const last = 'manifest' in one && 'manifest' in other ? one : await call();
  expect(last).toMatchObject({ manifest: { rows: 40 } });
  expect(contentOf(server)).toEqual(expected);
  await server.stop();
});
