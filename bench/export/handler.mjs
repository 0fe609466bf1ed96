// The built function, as Lambda and a state machine call it: until it says COMPLETE. Plain JavaScript, as it is deployed.
import { setTimeout as sleep } from 'node:timers/promises';

const LAMBDA_MS = 900_000;
const { handler } = await import(process.argv[2]);

async function call(input) {
  const end = performance.now() + LAMBDA_MS;
  const context = {
    awsRequestId: 'bench-request-id',
    functionName: 'export',
    memoryLimitInMB: '1024',
    getRemainingTimeInMillis: () => end - performance.now(),
  };
  return handler(input, context);
}

process.on('message', async (order) => {
  const started = performance.now();
  const cpu = process.cpuUsage();
  let answer = await call(order);
  let calls = 1;
  while (answer.status === 'CONTINUE') {
    await sleep(answer.waitSeconds * 1000);
    answer = await call({ continuation: answer.continuation });
    calls += 1;
  }
  const { user, system } = process.cpuUsage(cpu);
  process.send({
    milliseconds: performance.now() - started,
    cpuMilliseconds: (user + system) / 1000,
    rows: answer.rows,
    calls,
    mostBytes: process.resourceUsage().maxRSS * 1024,
  });
});
process.on('disconnect', () => process.exit(0));
process.send({});
