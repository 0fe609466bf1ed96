// Imports of Node’s own modules in a bundle, run in a process of its own.
import { build } from '../../build/build.ts';
import { entryOf, project, removeAll, runModule } from './project.ts';

afterAll(removeAll);

/** Builds a function and answers what its handler answers, and which of Node's modules were loaded by then. */
async function answerOf(source: string): Promise<{ answer: unknown; loaded: string[] }> {
  const root = await project({ probe: source });
  const [probe] = await build({ root });
  const output = await runModule(`
    const { handler } = await import(${entryOf(probe)});
    console.log(JSON.stringify({ answer: await handler(), loaded: process.moduleLoadList }));`);
  return JSON.parse(output);
}

test('every form of import finds the module, with and without the prefix', async () => {
  const { answer } = await answerOf(`
    import { createHash } from 'node:crypto';
    import path, { sep as separator } from 'path';
    import * as os from 'node:os';
    import EventEmitter, { once } from 'events';
    import { readFile } from 'fs/promises';
    export const handler = async () => {
      const { default: url, fileURLToPath } = await import('node:url');
      const emitter = new EventEmitter();
      setTimeout(() => emitter.emit('ready', 'yes'));
      return {
        hash: createHash('sha256').update('').digest('hex').slice(0, 8),
        joined: path.posix.join('a', 'b') + separator.length,
        os: typeof os.platform(),
        ready: await once(emitter, 'ready'),
        read: typeof readFile,
        url: url.fileURLToPath === fileURLToPath,
      };
    };`);
  expect(answer).toEqual({
    hash: 'e3b0c442',
    joined: 'a/b1',
    os: 'string',
    ready: ['yes'],
    read: 'function',
    url: true,
  });
});

test('a module that is imported at run time only is there with its names', async () => {
  const { answer } = await answerOf(`
    export const handler = async () => {
      const { DatabaseSync } = await import('node:sqlite');
      const { gunzipSync, gzipSync } = await import('zlib');
      return [typeof DatabaseSync, gunzipSync(gzipSync('there')).toString()];
    };`);
  expect(answer).toEqual(['function', 'there']);
});

test('a class that extends one of Node’s works', async () => {
  const { answer } = await answerOf(`
    import { Agent } from 'node:http';
    import { Writable } from 'node:stream';
    class Own extends Writable {}
    class Keeper extends Agent {}
    export const handler = async () => [new Own() instanceof Writable, new Keeper().maxFreeSockets];`);
  expect(answer).toEqual([true, 256]);
});

test('a package in CommonJS gets the module itself, to change as it likes', async () => {
  const { answer } = await answerOf(`
    const fs = require('node:fs');
    export const handler = async () => Object.hasOwn(fs, 'readFileSync') && fs === process.getBuiltinModule('fs');`);
  expect(answer).toBe(true);
});

test('importing node:http does not load the WebSocket client that it also exports', async () => {
  const { answer, loaded } = await answerOf(`
    import http, { Agent } from 'node:http';
    import * as https from 'node:https';
    export const handler = async () => [typeof http.request, typeof Agent, typeof https.request];`);
  expect(answer).toEqual(['function', 'function', 'function']);
  expect(loaded).toContain('NativeModule http');
  expect(loaded).not.toContain('NativeModule internal/deps/undici/undici');
});
