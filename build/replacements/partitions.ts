// AWS's partitions: a region is found in its partition's list, else by the partition's pattern. The lists, with the
// names of cities, are most of the text, and the pattern finds nearly all of them.
import * as v from 'valibot';

const schema = v.looseObject({
  partitions: v.array(v.looseObject({ regionRegex: v.string(), regions: v.record(v.string(), v.unknown()) })),
});

/**
 * Leaves in each list what the patterns do not find, without descriptions: the pseudo regions such as `aws-cn-global`.
 * @throws Error when the module holds something else than it used to
 */
export function withoutCities(original: string): string {
  const text = /^export const partitionsInfo = (\{.*\});\s*$/s.exec(original)?.[1];
  if (text === undefined) throw new Error('The partitions of the AWS SDK are written in another way now');
  const info = v.parse(schema, JSON.parse(text));
  const partitions = info.partitions.map((partition) => {
    const rare = Object.keys(partition.regions).filter(
      (region) => !new RegExp(partition.regionRegex).test(region),
    );
    return { ...partition, regions: Object.fromEntries(rare.map((region) => [region, {}])) };
  });
  return `export const partitionsInfo = ${JSON.stringify({ ...info, partitions })};`;
}
