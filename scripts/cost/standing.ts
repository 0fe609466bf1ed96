// What the template creates that costs by the month, whatever it is used for.
import { readdir, readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { parse } from 'yaml';
import type { Standing } from './month.ts';

const DEPLOY = new URL('../../deploy/', import.meta.url);

const resource = v.object({
  Type: v.string(),
  Properties: v.optional(v.object({ Metrics: v.optional(v.array(v.looseObject({}))) })),
});
const partSchema = v.object({ Resources: v.optional(v.record(v.string(), resource), {}) });

/** An alarm is billed for each metric that it watches. */
const metricsWatched = ({ Properties }: v.InferOutput<typeof resource>): number =>
  Properties?.Metrics?.filter((metric) => 'MetricStat' in metric).length ?? 1;

/** Counts the resources in deploy/. */
export async function countStanding(): Promise<Standing> {
  const files = (await readdir(DEPLOY)).filter((name) => name.endsWith('.yml'));
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, DEPLOY), 'utf8')));
  // The tags of CloudFormation mean nothing here.
  const parts = texts.map((text) => v.parse(partSchema, parse(text, { merge: true, logLevel: 'silent' })));
  const resources = parts.flatMap(({ Resources }) => Object.values(Resources));
  const ofType = (type: string) => resources.filter(({ Type }) => Type === `AWS::${type}`);
  return {
    alarms: ofType('CloudWatch::Alarm').reduce((sum, alarm) => sum + metricsWatched(alarm), 0),
    dashboards: ofType('CloudWatch::Dashboard').length,
    keys: ofType('KMS::Key').length,
    // They are made by hand, before the first deployment: the key of Wix, and the clients.
    secrets: 2,
  };
}
