// npm run screenshot: the dashboard's tests once more, which keep what they saw; docs/dashboard.png is one of it.
import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = await mkdtemp(join(tmpdir(), 'screenshots-'));
const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];
const only = ['test/integration/dashboard-look.test.ts', '--testNamePattern', 'on a desktop in the light'];
const { status } = spawnSync(process.execPath, [...jest, ...only], {
  env: { ...process.env, SCREENSHOTS: folder },
  stdio: 'inherit',
});
if (status === 0) await copyFile(join(folder, 'dashboard-desktop-light.png'), 'docs/dashboard.png');
await rm(folder, { recursive: true });
process.exitCode = status ?? 1;
