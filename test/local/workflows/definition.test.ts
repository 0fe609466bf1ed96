// Definitions as they are read for those who run and check them.
import { functionOf, readDefinition, workflowNames } from '../../../local/workflows/definition.ts';

/** As a deployment fills it in. */
const substitution = (name: string) => `\${${name}}`;

test.each([
  [substitution('ExportFunction'), 'export'],
  [substitution('TranslationCreditsFunction'), 'translation-credits'],
  [substitution('TopicArn'), undefined],
  ['arn:aws:lambda:eu-west-1:1:function:x', undefined],
  [undefined, undefined],
])('%s calls the function %s', (FunctionName, name) => {
  expect(functionOf(FunctionName === undefined ? {} : { Parameters: { FunctionName } })).toBe(name);
});

test('the states within a Map are among the states, each under a name of its own', async () => {
  for (const name of await workflowNames()) {
    const names = (await readDefinition(name)).states.map((state) => state.name);
    expect(new Set(names).size).toBe(names.length);
  }
  const { states } = await readDefinition('export-transactions');
  expect(states.map(({ name }) => name)).toEqual(expect.arrayContaining(['Days', 'Begin a day']));
});

test('a workflow that is not there is an error', async () => {
  await expect(readDefinition('nothing')).rejects.toThrow('nothing.asl.json');
});
