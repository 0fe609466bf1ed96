// What S3 and the way to it do wrong: one fault changes no outcome, a lasting one is a clear failure and leaves nothing half.
import { update } from '../../../../lib/store/update.ts';
import type { S3Fault } from '../../../support/s3-server.ts';
import { bytes, LARGE, s3OfEach } from './s3-of-each.ts';

const s3 = s3OfEach();

/** Each operation on a store that holds `old`: how it is done, and what it answers. */
const operations: Record<string, { run: () => Promise<unknown>; answer: unknown; creates?: boolean }> = {
  get: {
    run: async () => Buffer.from((await s3.store.get('old'))?.body ?? []).toString(),
    answer: 'content',
  },
  stream: { run: s3.readAll, answer: 'content' },
  list: { run: s3.listAll, answer: ['old'] },
  put: {
    run: async () => (await s3.store.put('new', bytes('new'))).outcome,
    answer: 'stored',
    creates: true,
  },
  'put create-only': {
    run: async () => (await s3.store.put('new', bytes('new'), { condition: 'create-only' })).outcome,
    answer: 'stored',
    creates: true,
  },
  'put create-only where there is one': {
    run: async () => (await s3.store.put('old', bytes('new'), { condition: 'create-only' })).outcome,
    answer: 'exists',
  },
  update: {
    run: async () => {
      await update(s3.store, 'old', (current) => Buffer.concat([current ?? bytes(''), bytes('+')]));
      return s3.readAll();
    },
    answer: 'content+',
  },
  'write a small file': { run: () => s3.writeFile(bytes('new')), answer: 'stored', creates: true },
  'write a file of many parts': { run: () => s3.writeFile(LARGE), answer: 'stored', creates: true },
  delete: { run: () => s3.store.delete('new'), answer: undefined },
};

const faults: Record<string, S3Fault> = {
  'a 500': { status: 500, code: 'InternalError' },
  'a 500 after the effect': { status: 500, code: 'InternalError', after: true },
  'a 503': { status: 503, code: 'ServiceUnavailable' },
  'a connection cut before the effect': 'cut before',
  'a connection cut after the effect': 'cut after',
};

const names = Object.keys(operations);
const operation = (name: string): (typeof operations)[string] => {
  const found = operations[name];
  if (found === undefined) throw new Error(`no operation ${name}`);
  return found;
};

describe.each(names)('%s', (name) => {
  const { run, answer, creates } = operation(name);
  beforeEach(async () => {
    await s3.store.put('old', bytes('content'));
    s3.server.requests.length = 0;
  });

  it.each(Object.entries(faults))(
    '%s at any one request changes nothing of the outcome',
    async (_, fault) => {
      let at = 1;
      for (; ; at += 1) {
        s3.server.fault = ({ number }) => (number === at ? fault : undefined);
        expect(await run()).toEqual(answer);
        const reached = s3.server.requests.length >= at;
        s3.server.fault = () => undefined;
        await s3.store.delete('new');
        await s3.store.put('old', bytes('content'));
        s3.server.requests.length = 0;
        if (!reached) break;
      }
      expect(at).toBeGreaterThan(1);
    },
  );

  it.each([
    ['a 503', faults['a 503']],
    ['a connection cut after the effect', faults['a connection cut after the effect']],
  ])('%s from any request on is a failure, and leaves the whole object or none', async (_, fault) => {
    let at = 1;
    for (; ; at += 1) {
      s3.server.fault = ({ number }) => (number >= at ? fault : undefined);
      const outcome = await Promise.allSettled([run()]);
      const reached = s3.server.requests.length >= at;
      s3.server.fault = () => undefined;
      if (reached) {
        expect(outcome[0]).toMatchObject({ status: 'rejected', reason: { code: 'Internal' } });
        const size = s3.server.objects.get('p/new')?.body.byteLength;
        expect([undefined, creates === true ? (name.includes('many') ? LARGE.byteLength : 3) : -1]).toContain(
          size,
        );
        expect(await s3.readAll()).toMatch(/^content\+?$/);
      }
      await s3.store.delete('new');
      await s3.store.put('old', bytes('content'));
      s3.server.requests.length = 0;
      if (!reached) break;
    }
    expect(at).toBeGreaterThan(1);
  });
});
