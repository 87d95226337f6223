import { eventSources } from './event-source-config.ts';
import { EventSourceMapping } from './event-source-mapping.ts';
import { type InvocationOutcome, invokeFunction } from './invoke.ts';
import type { Report } from './report.ts';
import { schedules } from './schedule-config.ts';
import { startSchedules } from './schedules.ts';
import type { Service } from './service.ts';
import { queueDefinitions, type QueueDefinition } from './sqs-queues.ts';
import type { Sqs } from './sqs.ts';

export interface TriggersOptions {
  readonly service: Service;
  readonly queues: readonly QueueDefinition[];
  readonly sqs: Sqs;
  readonly region: string;
  readonly lambdaUrl: string;
  readonly report: Report;
}

/** Says what AWS would refuse of queues, `sqs` events and schedules. @throws StartError */
export const checkTriggers = (service: Service): void => {
  eventSources(service, queueDefinitions(service.resources.Resources, service.service));
  schedules(service, new Date());
};

/**
 * Invokes the functions from queues and by schedules.
 *
 * @returns what stops it: schedules first, then queues, with what they have begun
 */
export const startTriggers = (options: TriggersOptions): { stop(): Promise<void> } => {
  const { service, queues, sqs, region, lambdaUrl, report } = options;
  const invoke = (
    functionName: string,
    timeoutSeconds: number,
    payload: unknown,
  ): Promise<InvocationOutcome> => invokeFunction({ lambdaUrl, functionName, payload, timeoutSeconds });
  const mappings = eventSources(service, queues).map(
    source =>
      new EventSourceMapping({
        source,
        queueUrl: sqs.queueUrl(source.queue),
        queueArn: sqs.queueArn(source.queue),
        region,
        sqs: sqs.client,
        invoke: event => invoke(source.functionName, source.timeoutSeconds, event),
        report,
      }),
  );
  const timers = startSchedules({
    schedules: schedules(service, new Date()),
    region,
    invoke: ({ functionName, timeoutSeconds }, event) => invoke(functionName, timeoutSeconds, event),
    report,
  });
  return {
    async stop() {
      await timers.stop();
      const running = mappings.reduce((sum, mapping) => sum + mapping.running, 0);
      if (running > 0) report.line(`Waiting for ${running} ${running === 1 ? 'invocation' : 'invocations'}.`);
      await Promise.all(mappings.map(mapping => mapping.stop()));
    },
  };
};
