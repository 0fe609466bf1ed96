// A loop in a process of its own, which stays warm between its turns.
import * as v from 'valibot';
import { csvFloor, floor, tunedFloor } from './loops.ts';
import { parquetFloor, tunedParquetFloor } from './parquet-loops.ts';
import { collect, sdk } from './peers.ts';
import { addresses } from './world.ts';

const LOOPS = { floor, tunedFloor, csvFloor, parquetFloor, tunedParquetFloor, sdk, collect };
const loops = new Map(Object.entries(LOOPS));
const loop = loops.get(process.argv[2] ?? '');
if (loop === undefined) throw new RangeError('There is no such loop.');

const orderSchema = v.object({
  world: addresses,
  window: v.object({ from: v.string(), to: v.string() }),
  file: v.string(),
});

process.on('message', async (message) => {
  const { world, window, file } = v.parse(orderSchema, message);
  const started = performance.now();
  const cpu = process.cpuUsage();
  const rows = await loop(world, window, file);
  const { user, system } = process.cpuUsage(cpu);
  process.send?.({
    milliseconds: performance.now() - started,
    cpuMilliseconds: (user + system) / 1000,
    rows,
    calls: 1,
    mostBytes: process.resourceUsage().maxRSS * 1024,
  });
});
process.on('disconnect', () => process.exit(0));
process.send?.({});
