// The template as CloudFormation would take it, held against AWS's own descriptions of its resources.
import { jest } from '@jest/globals';
import { checkReferences, findCircle } from './support/check-references.ts';
import { checkResources } from './support/check-resources.ts';
import { type Packaged, packageTemplate, type Template } from './support/template.ts';
import { WAYS } from './support/ways.ts';

jest.setTimeout(120_000);

describe.each(WAYS)('the template %s', (_, params) => {
  let packaged: Packaged;
  beforeAll(async () => {
    packaged = await packageTemplate(params);
  });

  it('has no property that AWS does not know, and none of the wrong kind, and misses none', () => {
    expect(checkResources(packaged.template)).toEqual([]);
  });

  it('refers to nothing that is not there', () => {
    expect(checkReferences(packaged.template)).toEqual([]);
  });

  it('can be made in some order', () => {
    expect(findCircle(packaged.template)).toBeUndefined();
  });

  it('fits into CloudFormation: 500 resources, 200 outputs, 1 MB', () => {
    const { Resources, Outputs } = packaged.template;
    expect(Object.keys(Resources).length).toBeLessThan(500);
    expect(Object.keys(Outputs).length).toBeLessThan(200);
    expect(packaged.texts.update.length).toBeLessThan(1_000_000);
  });
});

describe('a wrong value', () => {
  it.each([
    ['authMode', 'open'],
    ['monitorMode', 'sometimes'],
    ['exportReservedConcurrency', 'many'],
  ])('of %s is refused before anything is deployed', async (name, value) => {
    await expect(packageTemplate({ [name]: value })).rejects.toThrow(/Cannot resolve|Configuration error/);
  });
});

describe('the checks', () => {
  const queue = (Properties: Record<string, unknown>): Template => ({
    Parameters: {},
    Conditions: {},
    Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties } },
    Outputs: {},
  });

  it.each([
    [{ MessageRetention: 1 }, 'Queue.MessageRetention is unknown'],
    [{ SqsManagedSseEnabled: 'yes' }, 'Queue.SqsManagedSseEnabled is no boolean'],
    [{ MessageRetentionPeriod: 'long' }, 'Queue.MessageRetentionPeriod is no integer'],
    [{ Tags: { a: 'b' } }, 'Queue.Tags is no list'],
  ])('find %j', (properties, expected) => {
    expect(checkResources(queue(properties))).toEqual([expected]);
  });

  it('find what is missing, what is not there, and circles', () => {
    const text = ['x', '{Other}', '{Queue.Age}', '{!Literal}'].join('$');
    const template = queue({ QueueName: { 'Fn::Sub': text } });
    expect(checkReferences(template)).toEqual(['There is no Other', 'Queue (AWS::SQS::Queue) has no Age']);
    expect(findCircle(template)).toEqual(['Queue', 'Queue']);
    const policy = { ...queue({}), Resources: { P: { Type: 'AWS::SQS::QueuePolicy', Properties: {} } } };
    expect(checkResources(policy).toSorted()).toEqual(['P.PolicyDocument is missing', 'P.Queues is missing']);
  });
});
