// The position in Wix's pages: it goes through text unchanged, does not grow, and notices cursors that go in circles.
import fc from 'fast-check';
import {
  decodePosition,
  encodePosition,
  nextPosition,
  type WixPosition,
} from '../../../../lib/export/source/wix-position.ts';
import { epochNanoseconds, instantText } from '../record/arbitraries.ts';
import { ALWAYS } from './walk.ts';

const anyInstant = epochNanoseconds.map(instantText);
const SINCE = '2026-10-01T00:00:00.000Z';
const WINDOW = { from: SINCE, to: '2026-10-02T00:00:00.000Z' };

/** Follows cursors as they come, every position by way of its text. Answers how many pages it took. */
function follow(cursors: Iterable<string>): number {
  let position: WixPosition | undefined;
  let pages = 0;
  for (const cursor of cursors) {
    position = decodePosition(
      encodePosition(nextPosition(position, { cursor, since: SINCE, last: SINCE })),
      WINDOW,
    );
    pages += 1;
  }
  return pages;
}

/** Cursors that begin anew behind `tail` after every `cycle`. */
function* circling(tail: number, cycle: number): Generator<string> {
  for (let step = 0; step < 10_000; step += 1) {
    yield `cursor-${step < tail ? step : tail + ((step - tail) % cycle)}`;
  }
}

describe('a position', () => {
  test('is the same after it was text', () => {
    fc.assert(
      fc.property(fc.string(), anyInstant, anyInstant, fc.nat(), fc.string(), (...facts) => {
        const [cursor, since, last, pages, remembered] = facts;
        const position = { cursor, since, last, pages, remembered };
        expect(decodePosition(encodePosition(position), ALWAYS)).toEqual(position);
      }),
    );
  });

  test('has a form that checkpoints of other versions hold', () => {
    const position = nextPosition(undefined, { cursor: 'abc', since: SINCE, last: SINCE });
    // The SHA-256 of `abc`.
    expect(encodePosition(position)).toBe(
      `["abc","${SINCE}","${SINCE}",1,"ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"]`,
    );
  });

  test.each([
    ['that began before it', { since: '2026-09-30T23:59:59.999Z', last: SINCE }],
    ['that has come to its end', { since: SINCE, last: WINDOW.to }],
  ])('of a window is not one %s', (_, times) => {
    const text = encodePosition(nextPosition(undefined, { cursor: 'c', ...times }));
    expect(() => decodePosition(text, WINDOW)).toThrow(
      expect.objectContaining({
        code: 'Internal',
        message: "The position does not belong to this window of Wix's transactions.",
        cause: expect.objectContaining({ message: 'another window' }),
      }),
    );
  });

  test('does not grow with the list', () => {
    let position: WixPosition | undefined;
    for (let page = 1; page < 5_000; page += 1) {
      position = nextPosition(position, { cursor: `cursor-${page}`, since: SINCE, last: SINCE });
      expect(encodePosition(position).length).toBeLessThan(150);
    }
  });

  test.each([
    [''],
    ['cursor'],
    ['[]'],
    ['["c","s","l","1","r"]'],
    ['["c","s","l",1,"r",2]'],
    ['{"cursor":"c"}'],
  ])('a text that is none is refused: %s', (text) => {
    expect(() => decodePosition(text, WINDOW)).toThrow(expect.objectContaining({ code: 'Internal' }));
  });
});

describe('cursors', () => {
  test('that are all new are followed to the end', () => {
    expect(follow(Array.from({ length: 5_000 }, (_, index) => `cursor-${index}`))).toBe(5_000);
  });

  test.each([
    ['at once', 0, 1],
    ['back and forth', 0, 2],
    ['after a while', 9, 7],
    ['in a great circle', 100, 500],
  ])('that come again %s are an error, not an endless run', (_, tail, cycle) => {
    let taken = 0;
    const counted = function* () {
      for (const cursor of circling(tail, cycle)) {
        taken += 1;
        yield cursor;
      }
    };
    expect(() => follow(counted())).toThrow(expect.objectContaining({ code: 'WixUnavailable' }));
    expect(taken).toBeLessThanOrEqual(2 * Math.max(tail, cycle) + cycle + 2);
  });

  test('that come again right after each other are noticed by the second', () => {
    for (const cursors of [
      ['a', 'a'],
      ['a', 'b', 'b'],
      ['a', 'b', 'c', 'c'],
    ]) {
      expect(follow(cursors.slice(0, -1))).toBe(cursors.length - 1);
      expect(() => follow(cursors)).toThrow('a second time');
    }
  });

  test('that come again are always noticed within three rounds', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 300 }), (tail, cycle) => {
        expect(() => follow(circling(tail, cycle))).toThrow('a second time');
      }),
    );
  });
});
