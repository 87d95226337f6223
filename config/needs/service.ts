import * as z from 'zod';

/** What the plugin reads and writes of the framework's own objects. */
export interface Framework {
  readonly service: {
    readonly provider: { environment?: Record<string, unknown>; stage: string };
    readonly custom?: { readonly vpc?: unknown };
    readonly functions: Record<string, DeployedFunction>;
    readonly resources?: {
      Resources?: Record<string, unknown>;
      readonly Outputs?: Record<string, unknown>;
    };
  };
}

export interface DeployedFunction {
  handler: string;
  environment?: Record<string, unknown>;
  role?: string;
  vpc?: unknown;
  disableLogs?: boolean;
  readonly events?: readonly unknown[];
  readonly destinations?: unknown;
}

const queueArn = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });
const sqsEvent = z.object({ sqs: z.object({ arn: queueArn }) });
const onFailure = z.object({ onFailure: z.object({ type: z.literal('sqs'), arn: queueArn }) });

/** Logical ids of the queues that feed a function. */
export const sourcesOf = ({ events = [] }: DeployedFunction): readonly string[] =>
  events.flatMap(event => sqsEvent.safeParse(event).data?.sqs.arn['Fn::GetAtt'][0] ?? []);

/** The logical id of the queue that keeps invocations of a function that failed. */
export const failureQueueOf = ({ destinations }: DeployedFunction): string | undefined =>
  onFailure.safeParse(destinations).data?.onFailure.arn['Fn::GetAtt'][0];
