// A directory keeps the guarantees of the port, for other processes and after crashes as well.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openStore } from '../../../../lib/store/open-store.ts';
import { storeConformance } from '../conformance/suite.ts';

describe('the directory store', () => {
  let base: string;
  let places = 0;
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'store-'));
  });
  afterAll(() => rm(base, { recursive: true, force: true }));

  storeConformance(async () => {
    places += 1;
    const uri = pathToFileURL(join(base, `place ${places}`, 'not made yet')).href;
    return {
      open: () => openStore(uri),
      readUrl: (url) => readFile(new URL(url)),
      uriOfAB: `${uri}/a/b`,
    };
  }, 40);
});
