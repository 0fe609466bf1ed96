// record as it is deployed: the files that esbuild makes, in a process of its own, on a directory and on S3.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../../build/build.ts';
import { createRecordedSource } from '../../lib/export/source/recorded.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { directory, removeAll, runModule } from '../build/project.ts';
import { charged, linesOf, row, walk } from '../lib/export/source/walk.ts';
import { BUCKET, S3Server } from '../support/s3-server.ts';

let file: string;
beforeAll(async () => {
  const [built] = await build({ functions: ['record'], outdir: await directory() });
  file = join(built?.directory ?? '', 'index.mjs');
});
afterAll(removeAll);

/** The answers to calls of one process, one after the other. */
async function answers(
  environment: Readonly<Record<string, string>>,
  ...calls: unknown[]
): Promise<unknown[]> {
  const output = await runModule(
    `import { handler } from ${JSON.stringify(pathToFileURL(file).href)};
     const answers = [];
     for (const transactions of ${JSON.stringify(calls)}) answers.push(await handler({ transactions }, {}));
     process.stdout.write('\\n' + JSON.stringify(answers));`,
    environment,
  );
  return JSON.parse(output.split('\n').at(-1) ?? '');
}

const calls = [
  [charged('a'), charged('b')],
  [
    charged('b'),
    charged('a', { description: 'other' }),
    charged('c', { createdDate: '2026-10-02T00:00:00Z' }),
  ],
];
const outcomes = [
  { recorded: 2, known: 0, conflicts: [] },
  {
    recorded: 1,
    known: 1,
    conflicts: [{ id: 'a', error: expect.objectContaining({ code: 'ExportConflict' }) }],
  },
];
const stored = linesOf([row('a'), row('b'), row('c', { createdDate: '2026-10-02T00:00:00Z' })]);

test('keeps transactions in a directory, which it makes', async () => {
  const uri = pathToFileURL(`${await directory()}/new`).href;
  expect(await answers({ STORE_URI: uri }, ...calls)).toEqual(outcomes);
  expect(linesOf((await walk(createRecordedSource(openStore(uri)))).rows)).toEqual(stored);
});

test('keeps transactions in S3, under a prefix', async () => {
  const server = await new S3Server().start();
  try {
    const client = server.client();
    const port = (await client.config.endpoint?.())?.port;
    const uri = `s3://${BUCKET}/a/prefix`;
    const environment = {
      STORE_URI: uri,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    };
    expect(await answers(environment, ...calls)).toEqual(outcomes);
    expect([...server.objects.keys()].filter((key) => key.startsWith('a/prefix/recorded/dt='))).toHaveLength(
      3,
    );
    const source = createRecordedSource(openStore(uri, { s3Client: client }));
    expect(linesOf((await walk(source)).rows)).toEqual(stored);
  } finally {
    await server.stop();
  }
});
