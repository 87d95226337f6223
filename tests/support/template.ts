import * as z from 'zod';
import type { Template } from '../../scripts/templates/synthesise.ts';

/** A CloudFormation template, read by what its resources are to each other. */

const reference = z.object({ Ref: z.string() });
const attribute = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });

/** The logical id that `!Ref X` or `!GetAtt X.Arn` names. */
export const target = (value: unknown): string | undefined =>
  attribute.safeParse(value).data?.['Fn::GetAtt'][0] ?? reference.safeParse(value).data?.Ref;

/** What AWS asks of the role of a function in a VPC: its managed policy AWSLambdaVPCAccessExecutionRole. */
export const JOINING_A_VPC = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

const lambda = z.object({
  FunctionName: z.unknown(),
  Runtime: z.string(),
  Architectures: z.array(z.string()).default(['x86_64']),
  Timeout: z.number(),
  MemorySize: z.number(),
  Handler: z.string(),
  Role: z.unknown(),
  LoggingConfig: z.unknown(),
  VpcConfig: z.object({ SubnetIds: z.array(z.string()), SecurityGroupIds: z.array(z.string()) }).optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).default({ Variables: {} }),
});
const queue = z.object({
  VisibilityTimeout: z.number().default(30),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.number() }).optional(),
});
const mapping = z.object({
  EventSourceArn: z.unknown(),
  FunctionName: z.unknown(),
  FunctionResponseTypes: z.array(z.string()).default([]),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
});
const alarm = z.object({
  MetricName: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]),
});
const schedule = z.object({
  ScheduleExpressionTimezone: z.string().optional(),
  Target: z.object({
    RetryPolicy: z.unknown(),
    DeadLetterConfig: z.object({ Arn: z.unknown() }).optional(),
  }),
});

const oneOrMore = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const statement = z.object({
  Effect: z.string(),
  Action: z.preprocess(oneOrMore, z.array(z.string())),
  Resource: z.preprocess(oneOrMore, z.array(z.unknown())),
});
const trust = z.object({ Statement: z.array(z.object({ Principal: z.unknown() })) });

/** Every statement of every policy inside a resource, except who may take on a role. */
const statementsIn = (value: unknown): readonly z.infer<typeof statement>[] => {
  if (typeof value !== 'object' || value === null || trust.safeParse(value).data?.Statement[0]?.Principal)
    return [];
  if ('Statement' in value) return z.array(statement).parse(value.Statement);
  return Object.values(value).flatMap(statementsIn);
};

export const readTemplate = ({ resources, outputs, text }: Template) => {
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
  const read = <S extends z.ZodType>(type: string, schema: S) =>
    ofType(type).map(({ id, Properties }) => ({ id, ...(schema.parse(Properties) as z.infer<S> & object) }));

  return {
    text,
    outputs,
    ids: resources.map(({ id }) => id),
    ofType,
    functions: read('AWS::Lambda::Function', lambda),
    queues: read('AWS::SQS::Queue', queue).map(({ id, VisibilityTimeout, RedrivePolicy }) => ({
      id,
      VisibilityTimeout,
      maxReceiveCount: RedrivePolicy?.maxReceiveCount,
      deadLetterQueue: target(RedrivePolicy?.deadLetterTargetArn),
    })),
    mappings: read('AWS::Lambda::EventSourceMapping', mapping).map(
      ({ EventSourceArn, FunctionName, ...settings }) => ({
        ...settings,
        queue: target(EventSourceArn),
        function: target(FunctionName),
      }),
    ),
    alarms: read('AWS::CloudWatch::Alarm', alarm).map(({ MetricName, Dimensions }) => ({
      metric: MetricName,
      watches: Dimensions.map(({ Value }) => target(Value)),
    })),
    schedules: read('AWS::Scheduler::Schedule', schedule).map(
      ({ id, ScheduleExpressionTimezone, Target }) => ({
        id,
        zone: ScheduleExpressionTimezone,
        retries: Target.RetryPolicy !== undefined,
        deadLetterQueue: target(Target.DeadLetterConfig?.Arn),
      }),
    ),
    /** What a role is allowed, with the resource that says so. */
    allowed: resources
      .filter(({ Type }) => Type.startsWith('AWS::IAM::'))
      .flatMap(({ id, Properties }) => statementsIn(Properties).map(allowance => ({ id, ...allowance })))
      .filter(({ Effect }) => Effect === 'Allow'),
  };
};
