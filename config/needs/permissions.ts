import { queueNames, type QueueName } from '../../lib/platform/jobs/job.ts';
import type { CodeNeeds } from './code.ts';

/** A function or reference of CloudFormation, or a plain string. */
type Value = string | Readonly<Record<string, unknown>>;

export interface Statement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly Value[];
}

/** Something a function does with AWS. Functions with the same capabilities share a role, which is named for them. */
export interface Capability {
  /** A part of a logical id: letters and digits. */
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** Where the things are that roles name: in this stack, or in the base stack, which exports them. */
export interface Places {
  queueArn(logicalId: string): Value;
  /** @connections of the real-time API, for one method. */
  connections(method: 'POST' | 'DELETE'): Value;
  /** The identity that mails are sent from; undefined where they do not go out by SES. */
  readonly mailIdentity: string | undefined;
}

/** `high-priority` -> HighPriority, as functions/queues/resources.yml names what belongs to a queue. */
const queueId = (queue: QueueName): string =>
  queue.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

const allow = (Action: readonly string[], Resource: readonly Value[]): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
});

/** What reading a dead-letter queue takes: administrators look into it, give back and clear. */
const deadLetterActions: Readonly<Record<string, string>> = {
  ReceiveMessage: 'sqs:ReceiveMessage',
  DeleteMessageBatch: 'sqs:DeleteMessage',
  ChangeMessageVisibilityBatch: 'sqs:ChangeMessageVisibility',
  GetQueueAttributes: 'sqs:GetQueueAttributes',
};

/** Operations whose permission is decided elsewhere: by queue, by what is done to connections, by where mails go. */
const SENDING = ['SendMessageBatch', 'PostToConnection', 'DeleteConnection', 'SendEmail'];

/**
 * What the code of a function does with AWS.
 *
 * @throws Error for an operation that nothing here knows: say what it needs
 */
export const capabilitiesOfCode = (needs: CodeNeeds, places: Places): readonly Capability[] => {
  const { operations, queues } = needs;
  const unknown = operations.filter(name => !SENDING.includes(name) && !(name in deadLetterActions));
  if (unknown.length > 0) throw new Error(`config/needs/permissions.ts does not know ${unknown.join(', ')}`);
  return [
    ...(queues.length > 0 ? [sending(queues, places)] : []),
    ...(needs.posts ? [connecting('Post', 'POST', places)] : []),
    ...(needs.closes ? [connecting('Close', 'DELETE', places)] : []),
    ...reading(operations, places),
    ...(operations.includes('SendEmail') && places.mailIdentity ? [mailing(places.mailIdentity)] : []),
  ];
};

const sending = (queues: readonly QueueName[], places: Places): Capability => ({
  name: `Send${queues.length === queueNames.length ? 'Any' : queues.map(queueId).join('')}`,
  statements: [
    allow(
      ['sqs:SendMessage'],
      queues.map(queue => places.queueArn(`${queueId(queue)}Queue`)),
    ),
  ],
});

const connecting = (name: string, method: 'POST' | 'DELETE', places: Places): Capability => ({
  name,
  statements: [allow(['execute-api:ManageConnections'], [places.connections(method)])],
});

/** SendEmail asks for the second action when it is handed a whole MIME message, as it is here. */
const mailing = (identity: Value): Capability => ({
  name: 'Mail',
  statements: [allow(['ses:SendEmail', 'ses:SendRawEmail'], [identity])],
});

/** Receiving is done to dead-letter queues alone; who only asks for attributes asks the queues themselves. */
const reading = (operations: readonly string[], places: Places): readonly Capability[] => {
  const actions = operations.flatMap(operation => deadLetterActions[operation] ?? []);
  if (actions.length === 0) return [];
  const looksAside = operations.includes('ReceiveMessage');
  const suffix = looksAside ? 'DeadLetterQueue' : 'Queue';
  const Resource = queueNames.map(queue => places.queueArn(`${queueId(queue)}${suffix}`));
  return [{ name: looksAside ? 'DeadLetters' : 'Probe', statements: [allow(actions, Resource)] }];
};

/** What Lambda does in the name of a function that a queue feeds. @param queue its logical id */
export const consuming = (queue: string, places: Places): Capability => ({
  name: `Work${queue.replace(/Queue$/, '')}`,
  statements: [
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [places.queueArn(queue)]),
  ],
});

/** What Lambda does in the name of a function whose failed invocations are kept. @param queue its logical id */
export const keepingFailures = (queue: string, places: Places): Capability => ({
  name: 'KeepFailures',
  statements: [allow(['sqs:SendMessage'], [places.queueArn(queue)])],
});

/** What Lambda does to put a function into a VPC. These actions know no resource. */
export const joiningVpc: Capability = {
  name: 'Vpc',
  statements: [
    allow(
      [
        'ec2:CreateNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:DeleteNetworkInterface',
        'ec2:AssignPrivateIpAddresses',
        'ec2:UnassignPrivateIpAddresses',
      ],
      ['*'],
    ),
  ],
};

/** A role of functions with these capabilities, by its logical id. @param logGroup the ARN of the log group they write to */
export const roleOf = (
  capabilities: readonly Capability[],
  logGroup: Value,
): { readonly id: string; readonly resource: Readonly<Record<string, unknown>> } => ({
  id: `${capabilities.map(({ name }) => name).join('') || 'Plain'}Role`,
  resource: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      Policies: [
        {
          PolicyName: 'function',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup]),
              ...capabilities.flatMap(({ statements }) => statements),
            ],
          },
        },
      ],
    },
  },
});
