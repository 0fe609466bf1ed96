// The rules of what is mutated: no name may stand there that nothing answers to any more.
import { globSync } from 'node:fs';
import { areas } from '../../../scripts/mutation/areas.ts';
import { optionsOf } from '../../../scripts/mutation/options.ts';
import { fileOf, testId } from '../../../scripts/mutation/test-id.ts';

describe.each(Object.entries(areas))('the area %s', (name, area) => {
  it('has files to mutate, each of them there, and tests to notice it', () => {
    for (const pattern of area.mutate) {
      const [, names] = /\{(.*)\}/.exec(pattern) ?? [];
      expect(globSync(pattern).length).toBeGreaterThanOrEqual(names?.split(',').length ?? 1);
    }
    for (const pattern of area.testFiles) expect(globSync(pattern).length).toBeGreaterThan(0);
  });

  it('leaves out no test that is not there', () => {
    for (const pattern of area.testFiles) {
      const [, left = '-'] = /!\((.*)\)/.exec(pattern) ?? [];
      for (const one of left.split('|').filter((word) => word !== '-')) {
        expect(globSync(pattern.replace(/!\(.*\)/, one))).not.toEqual([]);
      }
    }
  });

  it('has a report of its own, and fails under 90 %', () => {
    expect(optionsOf(name, area)).toMatchObject({
      incrementalFile: `.mutation/${name}.json`,
      thresholds: { break: 90 },
    });
  });
});

it('a test is known by its file and its name, whatever its name holds', () => {
  expect(fileOf(testId('test/a.test.ts', 'x: y'))).toBe('test/a.test.ts');
});
