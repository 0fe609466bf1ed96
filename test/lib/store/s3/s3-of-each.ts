// What the tests of faults share: an S3 for each test, a store on it, and short words for using it.
import { openStore } from '../../../../lib/store/open-store.ts';
import type { Store } from '../../../../lib/store/store.ts';
import { BUCKET, S3Server } from '../../../support/s3-server.ts';

export const bytes = (text: string): Uint8Array => Buffer.from(text);
/** More than goes up in one request. */
export const LARGE = Buffer.alloc(9 * 1024 * 1024, 'x');

/** The S3 of the test that runs. */
export interface S3OfEach {
  readonly server: S3Server;
  readonly store: Store;
  /** Writes the object `new` as a file. */
  writeFile(chunk: Uint8Array): Promise<string>;
  /** Reads the object `old` to its end. */
  readAll(): Promise<string>;
  listAll(): Promise<string[]>;
}

/** A fresh S3 for each test of a file, and a store on it. */
export function s3OfEach(): S3OfEach {
  let server: S3Server;
  let store: Store;
  beforeEach(async () => {
    server = await new S3Server().start();
    store = openStore(`s3://${BUCKET}/p`, { s3Client: server.client() });
  });
  afterEach(() => server.stop());
  return {
    get server() {
      return server;
    },
    get store() {
      return store;
    },
    async writeFile(chunk) {
      const writer = await store.write('new');
      await writer.write(chunk);
      return writer.finish();
    },
    async readAll() {
      const chunks: Uint8Array[] = [];
      for await (const chunk of (await store.stream('old')) ?? []) chunks.push(chunk);
      return Buffer.concat(chunks).toString();
    },
    async listAll() {
      const keys: string[] = [];
      for await (const { key } of store.list('')) keys.push(key);
      return keys;
    },
  };
}
