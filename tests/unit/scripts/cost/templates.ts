import type { Template } from '../../../../scripts/templates/synthesise.ts';

const lambda = (id: string, MemorySize: number) => ({
  id: `${id}LambdaFunction`,
  Type: 'AWS::Lambda::Function',
  Properties: {
    MemorySize,
    Architectures: ['arm64'],
    Environment: { Variables: { DATABASE_POOL_SIZE: '2' } },
  },
});
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const queue = (name: string, BatchSize: number, MaximumConcurrency: number, window?: number) => ({
  id: `${name}Mapping`,
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    EventSourceArn: arn(`${name}Queue`),
    FunctionName: arn(`Queue${name}LambdaFunction`),
    BatchSize,
    ...(window !== undefined && { MaximumBatchingWindowInSeconds: window }),
    ScalingConfig: { MaximumConcurrency },
  },
});
const schedule = (ScheduleExpression: string, target: string) => ({
  id: `${target}Schedule`,
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    ScheduleExpression,
    ScheduleExpressionTimezone: 'UTC',
    Target: { Arn: arn(`${target}LambdaFunction`) },
  },
});
const stage = (id: string, ThrottlingRateLimit: number) => ({
  id,
  Type: 'AWS::ApiGatewayV2::Stage',
  Properties: { DefaultRouteSettings: { ThrottlingRateLimit } },
});
const alarm = (id: string, Properties: Record<string, unknown>) => ({
  id,
  Type: 'AWS::CloudWatch::Alarm',
  Properties,
});

const functions = [
  'OrdersPlace',
  'OrdersGet',
  'PaymentsStripeEvents',
  'MessageSend',
  'RealtimePing',
  'RealtimeIssueTicket',
  'RealtimeAuthorize',
  'RealtimeConnect',
  'RealtimeDisconnect',
  'QueueHighPriority',
  'QueueLowPriority',
  'QueueEmail',
  'QueueBroadcast',
  'DispatchJobs',
];

/** Two stacks as small as they can be: every number is easy to reckon with. @param memory of each function, in MB */
export const templates = (memory = 1024): readonly Template[] => [
  {
    text: '',
    outputs: [],
    resources: [
      ...functions.map(name => lambda(name, memory)),
      queue('HighPriority', 10, 10),
      queue('LowPriority', 10, 5, 2),
      queue('Email', 1, 5),
      queue('Broadcast', 1, 4),
      schedule('rate(1 minute)', 'DispatchJobs'),
      stage('WebsocketsDeploymentStage', 300),
      alarm('One', { MetricName: 'Errors' }),
      alarm('Formula', {
        Metrics: [
          { Id: 'all', Expression: 'a + b' },
          { Id: 'a', MetricStat: {} },
          { Id: 'b', MetricStat: {} },
        ],
      }),
    ],
  },
  {
    text: '',
    outputs: [],
    resources: [
      stage('HttpApiStage', 200),
      { id: 'Dashboard', Type: 'AWS::CloudWatch::Dashboard', Properties: {} },
    ],
  },
];
