// What ends a verification: it says what is off, also where only its message is shown.
import { expectSame, Off } from '../../../../lib/export/manifest/off.ts';

const problem = { where: 'part-0.csv', what: 'rows', expected: '3', found: '2' };

it('names the place, the figure, what was expected and what was found', () => {
  expect(new Off(problem)).toMatchObject({
    name: 'Off',
    message: 'part-0.csv: rows should be 3 and is 2',
    problem,
  });
});

it('keeps its cause where there is one', () => {
  const cause = new Error('the file is not UTF-8');
  expect(new Off(problem, cause).cause).toBe(cause);
  expect(new Off(problem)).not.toHaveProperty('cause');
});

it('is thrown for figures that differ, and only for those', () => {
  expect(() => expectSame('part-0.csv', 'rows', 3, 2)).toThrow(new Off(problem));
  expect(() => expectSame('part-0.csv', 'rows', 3, 3)).not.toThrow();
});
