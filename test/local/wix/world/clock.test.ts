// The clock of a world.
import { createClock } from '../../../../local/wix/world/clock.ts';

function runningClock() {
  let source = 500;
  const clock = createClock(1_000, () => source);
  return {
    clock,
    run: (milliseconds: number) => {
      source += milliseconds;
    },
  };
}

test('it starts where it is told to and runs with its source', () => {
  const { clock, run } = runningClock();
  expect(clock.now()).toBe(1_000);
  run(250);
  expect(clock.now()).toBe(1_250);
});

test('it never goes back, even when its source does', () => {
  const { clock, run } = runningClock();
  run(100);
  expect(clock.now()).toBe(1_100);
  run(-90);
  expect(clock.now()).toBe(1_100);
  run(5);
  expect(clock.now()).toBe(1_105);
});

test('it can be moved forward, and runs on from there', () => {
  const { clock, run } = runningClock();
  clock.advance(60_000);
  run(1);
  expect(clock.now()).toBe(61_001);
  clock.moveTo(100_000);
  run(1);
  expect(clock.now()).toBe(100_001);
});

test.each([-1, Number.NaN])('it cannot be advanced by %p', (milliseconds) => {
  const { clock } = runningClock();
  expect(() => clock.advance(milliseconds)).toThrow(RangeError);
});

test.each([999, Number.NaN])('it cannot be moved to %p', (instant) => {
  const { clock } = runningClock();
  expect(() => clock.moveTo(instant)).toThrow(RangeError);
});

test('held still, it stands until it is let run on, and the time between is lost', () => {
  const { clock, run } = runningClock();
  run(10);
  clock.hold(true);
  run(5_000);
  expect(clock.now()).toBe(1_010);
  clock.hold(false);
  run(7);
  expect(clock.now()).toBe(1_017);
});
