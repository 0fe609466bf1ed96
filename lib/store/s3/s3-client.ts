// The S3 client as a function needs it: the SDK's settings, and an end to every wait.
import { S3Client } from '@aws-sdk/client-s3';
import { FreshHandler } from '../../aws/request-handler.ts';
import type { Environment } from '../../config.ts';

/** The SDK itself would wait for ever; each of its three attempts gets this long to connect, and to be silent. */
const CONNECT_MS = 3_000;
const SILENCE_MS = 10_000;

/**
 * A client with the SDK's own settings (region, credentials, endpoint, checksums, three attempts). With an endpoint of
 * its own, as emulators have, the bucket goes into the path and not into the host name.
 */
export function createS3Client(environment: Environment = process.env): S3Client {
  const endpoint = environment.AWS_ENDPOINT_URL_S3 || environment.AWS_ENDPOINT_URL;
  return new S3Client({
    forcePathStyle: Boolean(endpoint),
    requestHandler: new FreshHandler({ connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS }),
  });
}
