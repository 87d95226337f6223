import { describe, expect, it } from '@jest/globals';
import { eventSources } from '../../../local/event-source-config.ts';
import { schedules } from '../../../local/schedule-config.ts';
import { readService } from '../../../local/service.ts';
import { queueDefinitions } from '../../../local/sqs-queues.ts';

const DEAD_LETTER = { 'Fn::GetAtt': ['EmailDeadLetterQueue', 'Arn'] };

const resources = {
  EmailQueue: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: 'strata-dev-email',
      VisibilityTimeout: 180,
      SqsManagedSseEnabled: true,
      RedrivePolicy: { deadLetterTargetArn: DEAD_LETTER, maxReceiveCount: 5 },
    },
  },
  EmailDeadLetterQueue: { Type: 'AWS::SQS::Queue' },
  Topic: { Type: 'AWS::SNS::Topic' },
};

const serviceWith = (sqs: unknown, timeout = 30) =>
  readService({
    service: 'strata',
    provider: { stage: 'dev', timeout: 20 },
    functions: { queueEmail: { name: 'strata-dev-queueEmail', timeout, events: [{ sqs }] } },
    resources: { Resources: resources },
  });

const sourcesOf = (sqs: unknown, timeout?: number) => {
  const service = serviceWith(sqs, timeout);
  return eventSources(service, queueDefinitions(service.resources.Resources, 'strata-dev'));
};

const arn = { 'Fn::GetAtt': ['EmailQueue', 'Arn'] };

describe('queueDefinitions', () => {
  it('reads the queues of the template with their dead-letter queues', () => {
    expect(queueDefinitions(serviceWith({ arn }).resources.Resources, 'strata-dev')).toEqual([
      {
        logicalId: 'EmailQueue',
        name: 'strata-dev-email',
        attributes: { VisibilityTimeout: '180' },
        visibilityTimeoutSeconds: 180,
        deadLetter: { logicalId: 'EmailDeadLetterQueue', maxReceiveCount: 5 },
      },
      {
        logicalId: 'EmailDeadLetterQueue',
        name: 'strata-dev-EmailDeadLetterQueue',
        attributes: {},
        visibilityTimeoutSeconds: 30,
      },
    ]);
  });

  it('refuses a dead-letter queue that the template does not have', () => {
    const RedrivePolicy = { deadLetterTargetArn: { 'Fn::GetAtt': ['Topic', 'Arn'] }, maxReceiveCount: 5 };
    const wrong = { Queue: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy } } };
    expect(() => queueDefinitions(wrong, 'strata-dev')).toThrow('The RedrivePolicy of Queue');
  });
});

describe('eventSources', () => {
  it('has the defaults of Lambda', () => {
    expect(sourcesOf({ arn })).toEqual([
      {
        functionName: 'strata-dev-queueEmail',
        timeoutSeconds: 30,
        queue: 'EmailQueue',
        batchSize: 10,
        windowSeconds: 0,
        reportsItemFailures: false,
        maximumConcurrency: 5,
      },
    ]);
  });

  it('takes the bare ARN for an event', () => {
    expect(sourcesOf(arn)).toMatchObject([{ queue: 'EmailQueue', batchSize: 10 }]);
  });

  it('reads what is set', () => {
    const functionResponseType = 'ReportBatchItemFailures';
    const event = {
      arn,
      batchSize: 100,
      maximumBatchingWindow: 5,
      maximumConcurrency: 2,
      functionResponseType,
    };
    expect(sourcesOf(event)).toMatchObject([
      { batchSize: 100, windowSeconds: 5, maximumConcurrency: 2, reportsItemFailures: true },
    ]);
  });

  it('leaves out an event that is not enabled', () => {
    expect(sourcesOf({ arn, enabled: false })).toEqual([]);
  });

  it('refuses a queue that shows a message again while the function may still run', () => {
    expect(() => sourcesOf({ arn }, 181)).toThrow("raise the queue's VisibilityTimeout");
  });

  it('refuses a large batch without a window to fill it in', () => {
    expect(() => sourcesOf({ arn, batchSize: 11 })).toThrow(
      'a batchSize over 10 needs a maximumBatchingWindow',
    );
  });

  it('refuses a queue that is not of this service', () => {
    expect(() => sourcesOf({ arn: 'arn:aws:sqs:us-east-1:1:other' })).toThrow(
      'must name a queue of this service',
    );
  });

  it('refuses a value that AWS does not take', () => {
    expect(() => sourcesOf({ arn, maximumConcurrency: 1 })).toThrow('The sqs event of queueEmail');
  });
});

const scheduleOf = (properties: Readonly<Record<string, unknown>>) => {
  const service = readService({
    service: 'strata',
    provider: { stage: 'dev' },
    functions: { dailyReport: { name: 'strata-dev-dailyReport', timeout: 60 } },
    resources: {
      Resources: {
        DailySchedule: {
          Type: 'AWS::Scheduler::Schedule',
          Properties: {
            Name: 'daily',
            ScheduleExpression: 'cron(0 2 * * ? *)',
            Target: { Arn: { 'Fn::GetAtt': ['DailyReportLambdaFunction', 'Arn'] }, Input: '{}' },
            ...properties,
          },
        },
      },
    },
  });
  return schedules(service, new Date('2026-01-01T00:00:00Z'));
};

describe('schedules', () => {
  it('finds the function that is the target', () => {
    expect(scheduleOf({})).toMatchObject([
      { name: 'daily', functionName: 'strata-dev-dailyReport', timeoutSeconds: 60, input: '{}' },
    ]);
  });

  it('leaves out a schedule that is disabled', () => {
    expect(scheduleOf({ State: 'DISABLED' })).toEqual([]);
  });

  it('is due between its dates only', () => {
    const [schedule] = scheduleOf({ StartDate: '2026-02-01T02:00:00Z', EndDate: '2026-02-01T23:00:00Z' });
    const first = schedule?.timetable.next(new Date('2026-01-01T00:00:00Z'));
    expect(first).toEqual(new Date('2026-02-01T02:00:00Z'));
    expect(schedule?.timetable.next(first ?? new Date(0))).toBeUndefined();
  });

  it('names the schedule whose expression cannot be honoured', () => {
    expect(() => scheduleOf({ ScheduleExpression: 'cron(0 2 * * *)' })).toThrow(
      'Schedule DailySchedule: cron(0 2 * * *) in UTC: cron(...) has six fields',
    );
  });

  it('refuses a target that is no function of this service', () => {
    expect(() => scheduleOf({ Target: { Arn: arn } })).toThrow(
      'Schedule DailySchedule must target a function',
    );
  });
});
