// Regions and their partitions, before and after most of the lists are gone.
import { readFile } from 'node:fs/promises';
import { partition, setPartitionInfo, useDefaultPartitionInfo } from '@aws-sdk/core/client';
import { withoutCities } from '../../../build/replacements/partitions.ts';
import { repository } from '../project.ts';

const FILE = 'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
const START = 'export const partitionsInfo = ';

const infoOf = (text: string) => JSON.parse(text.slice(START.length).replace(/;\s*$/, ''));

describe('the partitions of the installed SDK', () => {
  let original: string;
  beforeAll(async () => {
    original = await readFile(`${repository}/${FILE}`, 'utf8');
  });
  afterEach(useDefaultPartitionInfo);

  /** What an endpoint is made of: all but the description of the region. */
  const outputsOf = (region: string) => ({ ...partition(region), description: undefined });

  test('every region, known or new, is in the same partition as before', () => {
    const { partitions }: { partitions: { regions: Record<string, unknown> }[] } = infoOf(original);
    const regions = partitions.flatMap((one) => Object.keys(one.regions));
    expect(regions).toEqual(
      expect.arrayContaining(['eu-west-1', 'cn-north-1', 'us-gov-west-1', 'aws-cn-global']),
    );
    const all = [...regions, 'eu-new-9', 'cn-new-9', 'us-gov-new-9', 'mars-1'];
    const before = all.map((region) => [region, outputsOf(region)]);
    setPartitionInfo(infoOf(withoutCities(original)));
    expect(all.map((region) => [region, outputsOf(region)])).toEqual(before);
  });

  test('most of the text is gone', () => {
    expect(withoutCities(original).length).toBeLessThan(original.length / 2);
  });
});

test('partitions that are written in another way are an error', () => {
  expect(() => withoutCities('export const partitionsInfo = loadPartitions();')).toThrow('in another way');
  expect(() => withoutCities(`${START}{"partitions":[{"id":"aws"}]};`)).toThrow('regionRegex');
});
