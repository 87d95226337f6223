import * as z from 'zod';
import { arnOf, type Resources, resourcesOfType } from './cloudformation.ts';
import { StartError } from './start-error.ts';

/** What CreateQueue takes under the same name as the template. */
const ATTRIBUTES = [
  'VisibilityTimeout',
  'MessageRetentionPeriod',
  'DelaySeconds',
  'MaximumMessageSize',
  'ReceiveMessageWaitTimeSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
] as const;

/** What SQS gives a queue whose template names no visibility timeout. */
const DEFAULT_VISIBILITY_SECONDS = 30;

export interface QueueDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly visibilityTimeoutSeconds: number;
  /** The queue that takes what was received too often. */
  readonly deadLetter?: { readonly logicalId: string; readonly maxReceiveCount: number };
}

const redrivePolicy = z.looseObject({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.coerce.number() });

/**
 * The queues that the template declares.
 *
 * @param prefix names the queues that have no QueueName of their own, as CloudFormation does with the stack's name
 * @throws StartError when a RedrivePolicy names no queue of this template
 */
export const queueDefinitions = (resources: Resources, prefix: string): readonly QueueDefinition[] =>
  resourcesOfType(resources, 'AWS::SQS::Queue').map(([logicalId, properties]) => {
    const { QueueName: name, RedrivePolicy: policy } = properties;
    const given = ATTRIBUTES.filter(attribute => properties[attribute] !== undefined);
    return {
      logicalId,
      name: typeof name === 'string' ? name : `${prefix}-${logicalId}`,
      attributes: Object.fromEntries(given.map(attribute => [attribute, String(properties[attribute])])),
      visibilityTimeoutSeconds: Number(properties['VisibilityTimeout'] ?? DEFAULT_VISIBILITY_SECONDS),
      ...(policy === undefined ? {} : { deadLetter: deadLetterOf(logicalId, policy, resources) }),
    };
  });

const deadLetterOf = (
  queue: string,
  policy: unknown,
  resources: Resources,
): { logicalId: string; maxReceiveCount: number } => {
  const { deadLetterTargetArn, maxReceiveCount } = redrivePolicy.parse(policy);
  const logicalId = arnOf(deadLetterTargetArn);
  if (logicalId === undefined || resources[logicalId]?.Type !== 'AWS::SQS::Queue') {
    throw new StartError(
      `The RedrivePolicy of ${queue} must name a queue of this service by Fn::GetAtt [Queue, Arn].`,
    );
  }
  return { logicalId, maxReceiveCount };
};
