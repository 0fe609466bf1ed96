// S3 of an AWS emulator that others wrote.
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { startEmulator } from './emulator.ts';

/** An S3 to test against; or why there is none. */
export type S3Emulator =
  | {
      readonly endpoint: string;
      readonly client: S3Client;
      readonly bucket: string;
      readonly stop: () => Promise<void>;
    }
  | { readonly missing: string };

/** Finds an emulator or starts one, and makes a bucket of its own in it. */
export async function startS3Emulator(): Promise<S3Emulator> {
  const emulator = await startEmulator(process.env.AWS_ENDPOINT_URL_S3 || process.env.AWS_ENDPOINT_URL);
  return 'missing' in emulator ? emulator : connect(emulator);
}

async function connect({
  endpoint,
  stop,
}: {
  endpoint: string;
  stop: () => Promise<void>;
}): Promise<S3Emulator> {
  const client = new S3Client({
    endpoint,
    forcePathStyle: true,
    region: process.env.AWS_REGION || 'us-east-1',
    credentials: {
      accessKeyId: process.env.AWS_ACCESS_KEY_ID || 'test',
      secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY || 'test',
    },
  });
  const bucket = `store-test-${process.pid}-${Date.now()}`;
  const stopAll = async (): Promise<void> => {
    client.destroy();
    await stop();
  };
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    return { endpoint, client, bucket, stop: stopAll };
  } catch (thrown) {
    await stopAll();
    return { missing: `the emulator at AWS_ENDPOINT_URL does not serve S3: ${String(thrown)}` };
  }
}
