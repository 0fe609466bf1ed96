// How an export goes on, told while it does: a bar on a terminal, now and then a plain line elsewhere.
import type { Clock } from '../../lib/call.ts';
import { count, counted, duration } from '../words.ts';
import type { Pace, Standing } from './pace.ts';
import type { Screen, Terminal } from './terminal.ts';

/** Shows where an export stands. */
export interface ProgressView {
  /** After a page, and every second of a wait; `waits` says how long it still waits and what for. */
  show(standing: Standing, waits?: string): void;
  /** Leaves the line of the bar, so that something else can be printed. */
  end(): void;
}

const BAR_LENGTH = 20;
const BAR_EVERY_MS = 100;
const LINE_EVERY_MS = 5_000;
const TO_LINE_END = '\u001B[K';

function barOf(share: number): string {
  const full = Math.round(share * BAR_LENGTH);
  return '█'.repeat(full) + '░'.repeat(BAR_LENGTH - full);
}

function factsOf({ pages, rows, rowsASecond, secondsLeft }: Standing, waits: string | undefined): string {
  const left = secondsLeft === undefined ? [] : [`about ${duration(secondsLeft)} left`];
  const wait = waits === undefined ? [] : [waits];
  const facts = [
    counted(pages, 'page'),
    counted(rows, 'row'),
    `${count(rowsASecond)} rows/s`,
    ...left,
    ...wait,
  ];
  return facts.join(', ');
}

function bar(screen: Screen, clock: Pick<Clock, 'monotonic'>): ProgressView {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let isDrawn = false;
  return {
    show(standing, waits) {
      const isOver = standing.share === 1;
      if (waits === undefined && !isOver && clock.monotonic() - drawnAt < BAR_EVERY_MS) return;
      drawnAt = clock.monotonic();
      isDrawn = true;
      const percent = `${Math.floor(standing.share * 100)} %`.padStart(5);
      const text = `${barOf(standing.share)} ${percent}  ${factsOf(standing, waits)}`;
      // A line that wraps could not be written over.
      screen.write(`\r${text.slice(0, Math.max(1, screen.columns() - 1))}${TO_LINE_END}`);
    },
    end() {
      if (isDrawn) screen.write('\n');
      isDrawn = false;
    },
  };
}

function lines(say: Terminal['say'], clock: Pick<Clock, 'monotonic'>): ProgressView {
  let toldAt = clock.monotonic();
  return {
    show(standing, waits) {
      if (clock.monotonic() - toldAt < LINE_EVERY_MS) return;
      toldAt = clock.monotonic();
      say(`${Math.floor(standing.share * 100)} % of the window, ${factsOf(standing, waits)}`);
    },
    end() {},
  };
}

/** The view that fits where standard error goes. */
export function createView(
  { screen, say }: Pick<Terminal, 'screen' | 'say'>,
  clock: Pick<Clock, 'monotonic'>,
): ProgressView {
  return screen === undefined ? lines(say, clock) : bar(screen, clock);
}

/** Shows a pace. */
export function showing(view: ProgressView, pace: Pace): (waits?: string) => void {
  return (waits) => view.show(pace.standing(), waits);
}
