import * as z from 'zod';
import { arnOf } from '../../local/cloudformation.ts';
import { parseScheduleExpression } from '../../local/schedule-expression.ts';
import type { Resource, Template } from '../templates/synthesise.ts';
import { MONTH_SECONDS } from './assumptions.ts';

const lambda = z.object({ MemorySize: z.number(), Architectures: z.tuple([z.literal('arm64')]) });
const mapping = z.object({
  EventSourceArn: z.unknown(),
  FunctionName: z.unknown(),
  BatchSize: z.number(),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }),
});
const schedule = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string(),
  Target: z.object({ Arn: z.unknown() }),
});
const alarm = z.object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional() });
const stage = z.object({ DefaultRouteSettings: z.object({ ThrottlingRateLimit: z.number() }) });

export interface QueueSettings {
  readonly function: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly concurrency: number;
}

/** What the templates of a stage say of what things cost and where they end. */
export interface Configuration {
  /** By the keys of the functions, such as ordersPlace. */
  readonly memoryMegabytes: Readonly<Record<string, number>>;
  /** By the names that jobs give their queues, such as high-priority. */
  readonly queues: Readonly<Record<string, QueueSettings>>;
  readonly schedules: readonly { readonly function: string; readonly runsAMonth: number }[];
  readonly alarmMetrics: number;
  readonly dashboards: number;
  readonly httpRate: number;
  readonly realtimeRate: number;
  /** Connections that a function's pool may open. */
  readonly poolSize: number;
}

/** `OrdersPlaceLambdaFunction` is the function ordersPlace. */
const functionKey = (logicalId: string): string =>
  logicalId.charAt(0).toLowerCase() + logicalId.slice(1).replace(/LambdaFunction$/, '');

/** `HighPriorityQueue` is the queue high-priority. */
const queueName = (logicalId: string): string =>
  logicalId
    .replace(/Queue$/, '')
    .replaceAll(/(?<=.)[A-Z]/g, letter => `-${letter}`)
    .toLowerCase();

const idOf = (value: unknown): string => {
  const id = arnOf(value);
  if (id === undefined)
    throw new Error(`${JSON.stringify(value)} is not the ARN of a resource of its template`);
  return id;
};

/** A month that begins on a Thursday, without a change of the clocks. */
const FROM = new Date('2026-01-01T00:00:00Z');

const runsInAMonth = (expression: string, timeZone: string): number => {
  const timetable = parseScheduleExpression(expression, timeZone, FROM);
  const end = FROM.getTime() + MONTH_SECONDS * 1000;
  let runs = 0;
  for (let next = timetable.next(FROM); next && next.getTime() <= end; next = timetable.next(next)) runs += 1;
  return runs;
};

/** Reads the templates of all stacks of a stage. @throws ZodError when they do not say what is asked */
export const readConfiguration = (templates: readonly Template[]): Configuration => {
  const resources = templates.flatMap(template => template.resources);
  const ofType = <S extends z.ZodType>(type: string, schema: S) =>
    resources
      .filter(({ Type }) => Type === type)
      .map(({ id, Properties }) => [id, schema.parse(Properties)] as const);
  const rateOf = (id: string): number => {
    const [, { DefaultRouteSettings }] = z
      .tuple([z.string(), stage])
      .parse(ofType('AWS::ApiGatewayV2::Stage', stage).find(([stageId]) => stageId === id));
    return DefaultRouteSettings.ThrottlingRateLimit;
  };

  return {
    memoryMegabytes: Object.fromEntries(
      ofType('AWS::Lambda::Function', lambda).map(([id, { MemorySize }]) => [functionKey(id), MemorySize]),
    ),
    queues: Object.fromEntries(
      ofType('AWS::Lambda::EventSourceMapping', mapping).map(([, settings]) => [
        queueName(idOf(settings.EventSourceArn)),
        {
          function: functionKey(idOf(settings.FunctionName)),
          batchSize: settings.BatchSize,
          windowSeconds: settings.MaximumBatchingWindowInSeconds,
          concurrency: settings.ScalingConfig.MaximumConcurrency,
        },
      ]),
    ),
    schedules: ofType('AWS::Scheduler::Schedule', schedule).map(([, settings]) => ({
      function: functionKey(idOf(settings.Target.Arn)),
      runsAMonth: runsInAMonth(settings.ScheduleExpression, settings.ScheduleExpressionTimezone),
    })),
    // AWS bills an alarm on a formula by the metrics in it.
    alarmMetrics: ofType('AWS::CloudWatch::Alarm', alarm).reduce(
      (sum, [, { Metrics }]) =>
        sum + (Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1),
      0,
    ),
    dashboards: resources.filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard').length,
    httpRate: rateOf('HttpApiStage'),
    realtimeRate: rateOf('WebsocketsDeploymentStage'),
    poolSize: Math.max(0, ...resources.map(poolSizeOf)),
  };
};

const pooled = z.object({
  Environment: z.object({ Variables: z.object({ DATABASE_POOL_SIZE: z.coerce.number() }) }),
});
const poolSizeOf = ({ Properties }: Resource): number =>
  pooled.safeParse(Properties).data?.Environment.Variables.DATABASE_POOL_SIZE ?? 0;
