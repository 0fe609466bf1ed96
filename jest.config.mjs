// How the tests run: ES modules on Node's own loader, TypeScript stripped by swc, one project a kind of test.
import { TAPPED } from './test/support/leaks/tapped.mjs';

const swc = { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } };
const tapped = `/(${Object.keys(TAPPED).join('|').replaceAll('.', '\\.')})$`;
const transform = {
  'lib/dashboard/assets\\.ts$': '<rootDir>/build/page-for-jest.mjs',
  [tapped]: ['<rootDir>/test/support/leaks/transform.mjs', swc],
  '^.+\\.ts$': ['@swc/jest', swc],
};
const project = (displayName, testMatch) => ({
  displayName,
  testMatch,
  transform,
  extensionsToTreatAsEsm: ['.ts'],
  // No log line of any test may show a secret or a customer's text.
  setupFilesAfterEnv: ['<rootDir>/test/support/leaks/setup.ts'],
  testEnvironment: 'node',
  roots: ['<rootDir>/functions', '<rootDir>/lib', '<rootDir>/local', '<rootDir>/test'],
});

export default {
  projects: [
    project('unit', ['<rootDir>/test/{build,deploy,docs,lib,functions,local,scripts,support}/**/*.test.ts']),
    project('integration', ['<rootDir>/test/integration/**/*.test.ts']),
  ],
  // Jest leaves one core idle by default; the tests wait for sockets and processes more than they compute.
  maxWorkers: '100%',
  // The worlds of modules that a worker has seen are never quite collected: with 3 GB it takes so long to end that Jest
  // takes it for stuck. A new one takes its place instead.
  workerIdleMemoryLimit: '1500MB',
  reporters: ['default', '<rootDir>/scripts/jest-summary.mjs'],
  coverageProvider: 'v8',
  // What runs in a browser is tested in one, see test/integration/dashboard.test.ts.
  collectCoverageFrom: ['functions/**/*.ts', 'lib/**/*.ts', 'local/**/*.ts', '!lib/dashboard/page/**'],
  testTimeout: 20_000,
};
