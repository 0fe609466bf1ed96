// One run of the built monitor in a process of its own: how long it took, and the most memory it ever held.
const { handler } = await import(process.argv[2]);
const end = performance.now() + Number(process.argv[3]);
const context = { awsRequestId: 'bench', getRemainingTimeInMillis: () => end - performance.now() };
const start = performance.now();
const cpu = process.cpuUsage();
const answer = await handler({}, context);
const milliseconds = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
// Kilobytes, except on macOS.
const unit = process.platform === 'darwin' ? 1 : 1024;
process.send({
  milliseconds,
  cpuMilliseconds: (user + system) / 1000,
  bytes: process.resourceUsage().maxRSS * unit,
  answer,
});
process.disconnect();
