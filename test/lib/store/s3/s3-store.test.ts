// S3 keeps the guarantees of the port: on a small exact S3 of our own, and on an emulator that others wrote.
import { openStore } from '../../../../lib/store/open-store.ts';
import { describeWhere } from '../../../support/describe-where.ts';
import { startS3Emulator } from '../../../support/s3-emulator.ts';
import { BUCKET, S3Server } from '../../../support/s3-server.ts';
import type { StoreUnderTest } from '../conformance/place.ts';
import { storeConformance } from '../conformance/suite.ts';

const readUrl = async (url: string): Promise<Uint8Array> => {
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
};

describe('the S3 store on an S3 of our own', () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await new S3Server().start();
    server.pageSize = 3;
  });
  afterAll(() => server.stop());

  let places = 0;
  storeConformance(async (): Promise<StoreUnderTest> => {
    places += 1;
    const uri = `s3://${BUCKET}/place ${places}/`;
    const client = server.client();
    return { open: () => openStore(uri, { s3Client: client }), readUrl, uriOfAB: `${uri}a/b` };
  }, 40);
});

const emulator = await startS3Emulator();
const missing = 'missing' in emulator ? emulator.missing : undefined;

describeWhere(missing, 'the S3 store on an emulator', () => {
  let places = 0;
  afterAll(() => ('stop' in emulator ? emulator.stop() : undefined));

  storeConformance(async (): Promise<StoreUnderTest> => {
    if ('missing' in emulator) throw new Error(emulator.missing);
    places += 1;
    const uri = `s3://${emulator.bucket}/place${places}`;
    const s3Client = emulator.client;
    return { open: () => openStore(uri, { s3Client }), readUrl, uriOfAB: `${uri}/a/b` };
  }, 8);
});
