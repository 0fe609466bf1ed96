// The ways to deploy that differ most in their resources, as parameters.

/** Each with its title. */
export const WAYS: readonly [string, Readonly<Record<string, string>>][] = [
  ['with the defaults', {}],
  [
    'with authMode iam, for a large fleet',
    { authMode: 'iam', monitorMode: 'fleet', exportSchedule: 'ENABLED' },
  ],
  [
    "with one's own bucket, topics, bus and concurrency",
    {
      storeUri: 's3://mine/wix',
      storeArn: 'arn:aws:s3:::mine',
      storeObjectsArn: 'arn:aws:s3:::mine/wix',
      alertTopicArn: 'arn:aws:sns:eu-west-1:123456789012:mine',
      operationsTopicArn: 'arn:aws:sns:eu-west-1:123456789012:ops',
      eventBusArn: 'arn:aws:events:eu-west-1:123456789012:event-bus/default',
      exportReservedConcurrency: '1',
      monitorReservedConcurrency: '1',
      alarmEmail: 'ops@example.com',
      monitorMode: 'off',
    },
  ],
];
