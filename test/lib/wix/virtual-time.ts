// Time for a simulation: it jumps from one timer to the next, and stands still while there is work to do at once.
import type { Clock, Deadline } from '../../../lib/call.ts';

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/** A clock, a sleep that belongs to it, and `run`, which lets time pass until nothing is left to happen. */
export function virtualTime() {
  let now = 0;
  let timers: Timer[] = [];
  const clock: Clock = { now: () => now, monotonic: () => now };
  const sleep = (milliseconds: number) =>
    new Promise<void>((ring) => void timers.push({ at: now + Math.max(0, milliseconds), ring }));

  return {
    clock,
    sleep,
    deadline: (milliseconds: number): Deadline => {
      const end = now + milliseconds;
      return { remaining: () => Math.max(0, end - now) };
    },
    async run() {
      for (;;) {
        await new Promise(setImmediate);
        if (timers.length === 0) return;
        now = Math.min(...timers.map(({ at }) => at));
        const due = timers.filter(({ at }) => at <= now);
        timers = timers.filter(({ at }) => at > now);
        for (const { ring } of due) ring();
      }
    },
  };
}
