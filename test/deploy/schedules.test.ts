// What runs by itself: when, with what it says, and what becomes of it when it fails; and what can be set about it.
import { readdir, readFile } from 'node:fs/promises';
import { jest } from '@jest/globals';
import * as v from 'valibot';
import { detailOf, recognise, scheduledTime } from '../../lib/operation/door.ts';
import { isFields } from '../../lib/operation/http-request.ts';
import { evaluate } from './support/evaluate.ts';
import { packageTemplate, resourcesOf, type Template } from './support/template.ts';

jest.setTimeout(120_000);

const { template } = await packageTemplate();
const properties = (id: string, of: Template = template) => evaluate(of, of.Resources[id]?.Properties);

describe('schedules', () => {
  const schema = v.object({
    State: v.string(),
    ScheduleExpression: v.string(),
    Target: v.object({
      Arn: v.string(),
      Input: v.string(),
      DeadLetterConfig: v.object({ Arn: v.string() }),
      RetryPolicy: v.object({ MaximumRetryAttempts: v.number(), MaximumEventAgeInSeconds: v.number() }),
    }),
  });
  const schedulesOf = (of: Template) =>
    Object.fromEntries(
      resourcesOf(of, 'AWS::Scheduler::Schedule').map(([id]) => [id, v.parse(schema, properties(id, of))]),
    );

  it('are those of EventBridge Scheduler, and no rules', () => {
    expect(resourcesOf(template, 'AWS::Events::Rule')).toEqual([]);
    expect(Object.keys(schedulesOf(template))).toHaveLength(3);
  });

  it('leave what they cannot start in the queue of dead letters', () => {
    for (const { Target } of Object.values(schedulesOf(template))) {
      expect(Target.DeadLetterConfig.Arn).toBe('arn:aws:sqs:eu-west-1:123456789012:deadletters');
      expect(Target.RetryPolicy.MaximumRetryAttempts).toBeGreaterThan(0);
    }
  });

  it('say what the functions take for a Scheduled Event of that time', () => {
    for (const { Target } of Object.values(schedulesOf(template))) {
      const event: unknown = JSON.parse(
        Target.Input.replace('<aws.scheduler.scheduled-time>', '2026-11-22T02:30:00Z'),
      );
      expect(recognise(event)).toEqual({ door: 'eventbridge', event });
      const fields = isFields(event) ? event : {};
      expect([detailOf(fields), scheduledTime(fields)]).toEqual([{}, new Date('2026-11-22T02:30:00Z')]);
    }
  });

  it.each([
    [{}, ['ENABLED', 'DISABLED', 'DISABLED']],
    [{ monitorMode: 'fleet', exportSchedule: 'ENABLED' }, ['DISABLED', 'ENABLED', 'ENABLED']],
    [{ monitorMode: 'off' }, ['DISABLED', 'DISABLED', 'DISABLED']],
  ])('with %j are on or off as they should', async (params, states) => {
    const schedules = schedulesOf((await packageTemplate({ ...params })).template);
    const { MonitorSchedulerSchedule1, RefreshCreditsSchedule, ExportSchedule } = schedules;
    expect([MonitorSchedulerSchedule1?.State, RefreshCreditsSchedule?.State, ExportSchedule?.State]).toEqual(
      states,
    );
  });

  it('start the monitor every quarter of an hour and the export after midnight, or when they are told', async () => {
    const expressions = (of: Template) =>
      Object.values(schedulesOf(of)).map(({ ScheduleExpression }) => ScheduleExpression);
    expect(expressions(template).toSorted()).toEqual([
      'cron(30 2 * * ? *)',
      'rate(15 minutes)',
      'rate(15 minutes)',
    ]);
    const params = { monitorRate: 'rate(1 hour)', exportScheduleExpression: 'cron(0 6 * * ? *)' };
    const other = await packageTemplate(params);
    expect(expressions(other.template).toSorted()).toEqual([
      'cron(0 6 * * ? *)',
      'rate(1 hour)',
      'rate(1 hour)',
    ]);
  });

  it('call a monitor that is tried three times and then left to the dead letters', () => {
    expect(properties('MonitorLambdaEvConf')).toMatchObject({
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:123456789012:deadletters' } },
    });
  });
});

describe('the export function', () => {
  it('knows the state machine that carries exports on', () => {
    const { Variables } = v.parse(
      v.object({ Environment: v.object({ Variables: v.record(v.string(), v.unknown()) }) }),
      properties('ExportLambdaFunction'),
    ).Environment;
    const arn = evaluate(template, { Ref: 'ExportTransactions' });
    expect(Variables.EXPORT_STATE_MACHINE_ARN).toBe(arn);
    expect(arn).toMatch(/:stateMachine:wix-credits-dev-export-transactions$/);
  });
});

describe('reserved concurrency', () => {
  it('is nothing until it is asked for', async () => {
    const { template: reserved } = await packageTemplate({
      exportReservedConcurrency: '1',
      monitorReservedConcurrency: '2',
    });
    const of = (one: Template) =>
      ['Export', 'Monitor'].map(
        (name) => one.Resources[`${name}LambdaFunction`]?.Properties.ReservedConcurrentExecutions,
      );
    expect(of(template)).toEqual([{ Ref: 'AWS::NoValue' }, { Ref: 'AWS::NoValue' }]);
    expect(of(reserved)).toEqual([1, 2]);
  });
});

describe('parameters', () => {
  it('are all used, and all there', async () => {
    const folder = new URL('../../deploy/', import.meta.url);
    const read = (url: URL) => readFile(url, 'utf8');
    const files = (await readdir(folder)).map((file) => read(new URL(file, folder)));
    const texts = [
      await read(new URL('../../serverless.yml', import.meta.url)),
      ...(await Promise.all(files)),
    ];
    const used = texts.flatMap((text) =>
      [...text.matchAll(/\$\{param:(\w+)\}/g)].map(([, name = '']) => name),
    );
    const given = [...(await read(new URL('parameters.yml', folder))).matchAll(/^(\w+):/gm)].map(
      ([, name = '']) => name,
    );
    expect(given.length).toBeGreaterThan(30);
    expect([...new Set(used)].toSorted()).toEqual(given.toSorted());
  });
});
