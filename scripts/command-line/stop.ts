// Ctrl-C: the first one lets the export save how far it is, a later one ends the process at once.

const INTERRUPTED = 130;
/** npm passes on the signal that the terminal has already sent to this process: that is not a second Ctrl-C. */
const ECHO_MS = 1_000;

/** Aborted by the first signal to stop. */
export function stopOnSignal(): AbortSignal {
  const controller = new AbortController();
  let first: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      first ??= performance.now();
      controller.abort();
      if (performance.now() - first > ECHO_MS) process.exit(INTERRUPTED);
    });
  }
  return controller.signal;
}
