// npm start: one process, so that a signal to it reaches everything that it started.
import './require-node.mjs';

await import('../local/start/main.ts');
