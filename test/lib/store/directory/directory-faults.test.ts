// Every file system call fails, or is the last one of a killed process, in turn: nothing half-written is ever visible.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkedStore } from '../../../../lib/store/checked-store.ts';
import { openDirectory } from '../../../../lib/store/directory/directory-store.ts';
import { openStore } from '../../../../lib/store/open-store.ts';
import { FaultyFiles, type FileFault } from '../../../support/faulty-files.ts';
import { operations } from './operations.ts';
import { folderOfEach, fresh, listAll, textOf } from './place.ts';

const root = folderOfEach();

/** Calls after whose failure nobody knows the file (`open`), or which are the tidying up themselves. */
const mayLeave = new Set(['open', 'opendir', 'lstat', 'rm']);

describe.each(Object.keys(operations))('%s', (name) => {
  const operation = operations[name];
  if (operation === undefined) throw new Error(name);

  it.each([
    ['fail before', 'ENOSPC', 'disk is full'],
    ['fail after', 'EIO', 'input/output error'],
    ['kill before', 'KILLED', 'The store'],
    ['kill after', 'KILLED', 'The store'],
  ] as const)(
    '%s any one call (%s): all or nothing, a clear failure, and the next try succeeds',
    async (how, code, detail) => {
      let at = 1;
      for (; ; at += 1) {
        const path = await fresh(root(), at);
        const fault: FileFault = { at, how, code };
        const faulty = new FaultyFiles(fault);
        const half = openDirectory(path, faulty.files);
        const store = checkedStore(
          (key) => key,
          async () => half,
        );
        const [outcome] = await Promise.allSettled([operation.run(store)]);
        await faulty.letGo();
        const call = faulty.calls[at - 1];
        if (call === undefined) {
          expect(outcome).toEqual({ status: 'fulfilled', value: operation.answers[0] });
          break;
        }
        // A call that answers with an error of its own, such as a link to a name that exists, has no "after".
        if (!faulty.happened) continue;
        if (outcome?.status === 'rejected') {
          expect(outcome.reason).toMatchObject({
            code: 'Internal',
            message: expect.stringContaining(detail),
          });
        } else {
          expect(operation.answers).toContainEqual(outcome?.value);
          // Only tidying up may go wrong without being told.
          expect(['rm', 'file.close', 'opendir', 'lstat']).toContain(call);
        }

        const after = openStore(pathToFileURL(path).href);
        const old = await textOf(after, 'dir/old');
        const created = await textOf(after, 'a/b/new');
        expect(operation.old).toContain(old);
        expect(operation.new).toContain(created);
        const present = [
          created === undefined ? [] : ['a/b/new'],
          old === undefined ? [] : ['dir/old'],
        ].flat();
        expect(await listAll(after)).toEqual(present);
        const left = (await readdir(join(path, '.store'))).filter((file) => file !== 'lock');
        if (how.startsWith('fail') && !mayLeave.has(call)) {
          expect(left.filter((file) => file !== 'abandoned.part')).toEqual([]);
        }

        if (old !== undefined) expect(operation.answers).toContainEqual(await operation.run(after));
      }
      expect(at).toBeGreaterThan(1);
    },
  );
});
