// What the tests of the workflow export-transactions share: a world for each test, windows, and what an execution answered.
import {
  builtFunctions,
  openWorkflows,
  type Ran,
  type Running,
  removeAll,
  type Workflows,
} from './workflows.ts';

export const QUERY = { path: '/appmarket/credittransactions/*' };
export const DAY = { from: '2026-10-10T00:00:00Z', to: '2026-10-11T00:00:00Z' };
export const DAYS = { from: '2026-10-10T00:00:00Z', to: '2026-10-15T00:00:00Z' };
/** The states that an execution enters before it begins to export. */
export const PLANNING = ['One export?', 'Ask for a plan', 'Plan', 'One day?'];

export const outputOf = ({ output }: Ran) => Object(output);
export const daysOf = (
  ran: Ran,
): { from: string; status: string; rows: number; exportId: string; manifest: string }[] => outputOf(ran).days;

/** The world of the test that runs, and its workflow. */
export interface ExportWorkflow {
  readonly world: Workflows;
  run(input: object, running?: Running): Promise<Ran>;
  /** How many transactions the world holds for a window. */
  truth(window: typeof DAYS): number;
}

/** A world of 8,000 transactions for each test of a file, over functions that are built once. */
export function exportWorkflowOfEach(): ExportWorkflow {
  let built: string;
  let world: Workflows;
  beforeAll(async () => {
    built = await builtFunctions(['export']);
  });
  beforeEach(async () => {
    world = await openWorkflows(built, {
      startAt: '2026-11-01T00:00:00.000Z',
      transactions: 8_000,
      historyDays: 40,
    });
  });
  afterEach(() => world.close());
  afterAll(removeAll);
  return {
    get world() {
      return world;
    },
    run: (input, running = {}) => world.run('export-transactions', input, running),
    truth({ from, to }) {
      const { transactions } = world.wix.world;
      const dates = Array.from({ length: transactions.size() }, (_, place) => transactions.createdAt(place));
      return dates.filter((at) => at >= Date.parse(from) && at < Date.parse(to)).length;
    },
  };
}
