// Days that are exported side by side share the limit of Wix: together they never ask too often.
import type { WorkflowEvent } from '../../local/workflows/run.ts';
import { daysOf } from './support/export-workflow.ts';
import { builtFunctions, openWorkflows, removeAll } from './support/workflows.ts';

afterAll(removeAll);

test('days side by side stay within the limit of Wix together, and wait outside of their Lambdas', async () => {
  const built = await builtFunctions(['export']);
  const options = { startAt: '2026-11-01T00:00:00.000Z', historyDays: 2, transactions: 36_000, rate: 200 };
  const limited = await openWorkflows(built, options, { WIX_REQUESTS_PER_MINUTE: '200' });
  const { wix, lambdas } = limited;
  const waiting = new Map<number | undefined, number>();
  let asked = 0;
  const watch = (event: WorkflowEvent) => {
    if (event.type !== 'StateEntered' || event.state.name !== 'Wait in a day') return;
    waiting.set(event.index, Object(event.state.input).run.answer.progress.pages);
    if (waiting.size < 2 || asked > 0) return;
    // Both have used up their share, and both wait. New processes and a Wix without a limit spare the test the minute.
    asked = wix.journal.count();
    wix.settings.rate = 0;
    for (const process of lambdas.get('export').environments) process.kill();
  };
  const days = daysOf(
    await limited.run(
      'export-transactions',
      { from: '2026-10-30T00:00:00Z', to: '2026-11-01T00:00:00Z' },
      { watch, pauseMs: 4_000 },
    ),
  );
  expect([...waiting.values()]).toEqual([100, 100]);
  expect(asked).toBe(200);
  expect(wix.journal.entries.filter(({ status }) => status === 429)).toEqual([]);
  expect(days.map(({ status }) => status)).toEqual(['COMPLETE', 'COMPLETE']);
  await limited.close();
}, 60_000);
