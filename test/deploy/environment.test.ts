// Each function has the variables that its code reads, and no others: nothing is missing, and nothing is known in vain.
import { readFile } from 'node:fs/promises';
import { jest } from '@jest/globals';
import * as v from 'valibot';
import { parseConfig } from '../../lib/config.ts';
import { evaluate } from './support/evaluate.ts';
import { ownCode } from './support/own-code.ts';
import { functionId, functionNames, packageTemplate } from './support/template.ts';
import { WAYS } from './support/ways.ts';

jest.setTimeout(120_000);

const functions = await functionNames();
const packaged = await Promise.all(
  WAYS.map(async ([title, params]) => ({ title, ...(await packageTemplate(params)) })),
);

/** The variables that the schema of the environment knows. */
const known = [
  ...(await readFile(new URL('../../lib/config.ts', import.meta.url), 'utf8')).matchAll(
    /^ {2}([A-Z_]+): v\./gm,
  ),
].map(([, name = '']) => name);

const variablesSchema = v.object({ Environment: v.object({ Variables: v.record(v.string(), v.unknown()) }) });

function variablesOf(name: string, { template }: (typeof packaged)[number]): Record<string, string> {
  const properties = evaluate(template, template.Resources[functionId(name)]?.Properties);
  const { Variables } = v.parse(variablesSchema, properties).Environment;
  return Object.fromEntries(Object.entries(Variables).map(([key, value]) => [key, String(value)]));
}

/** The variables that code reads: as a member, out of its pattern, or by name; those in messages do not count. */
function readsOf(code: string): string[] {
  const reads = known.filter((name) =>
    new RegExp(`\\.${name}\\b|[{,]${name}[,}:]|\\(\\w+,"${name}"\\)`).test(code),
  );
  return code.includes('metricsNamespace(') ? [...reads, 'METRICS_NAMESPACE'] : reads;
}

it('the schema of the environment is read', () => {
  expect(known).toContain('WIX_SECRET_ID');
  expect(known.length).toBeGreaterThan(15);
});

describe.each(functions)('%s', (name) => {
  it.each(packaged)('has the variables that its code reads, and takes their values, $title', async (way) => {
    const { NODE_OPTIONS, ...variables } = variablesOf(name, way);
    expect(Object.keys(variables).toSorted()).toEqual(readsOf(await ownCode(name)).toSorted());
    expect(() => parseConfig(variables)).not.toThrow();
  });
});
