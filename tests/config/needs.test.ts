import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { build, type BuildOptions } from 'esbuild';
import { environmentNames } from '../../lib/platform/config/environment.ts';
import { find, repeated } from '../support/deployment.ts';
import { synthesise } from '../../scripts/templates/synthesise.ts';
import { readTemplate, target } from '../support/template.ts';

/**
 * What each function needs is read here from minified bundles, by the words that remain in them; the deployment reads it
 * from calls and from the fields of schemas (config/needs). Both must come to the same.
 */
const root = resolve(import.meta.dirname, '../..');
const bundling = createRequire(import.meta.url)('../../config/esbuild.cjs') as () => BuildOptions;

/** The permission of each operation, from the service authorization reference of AWS. */
const ACTIONS: Readonly<Record<string, string>> = {
  SendMessageBatch: 'sqs:SendMessage',
  ReceiveMessage: 'sqs:ReceiveMessage',
  DeleteMessageBatch: 'sqs:DeleteMessage',
  ChangeMessageVisibilityBatch: 'sqs:ChangeMessageVisibility',
  GetQueueAttributes: 'sqs:GetQueueAttributes',
};
const LOGGING = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const CONSUMING = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
/** What AWS asks of the role of a function in a VPC: its managed policy AWSLambdaVPCAccessExecutionRole. */
const JOINING = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];
const NOT_CONFIGURED = [
  'AWS_ACCESS_KEY_ID',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'SQS_ENDPOINT',
];

const templates = await Promise.all(
  find('serverless*.yml').map(async file => readTemplate(await synthesise(file, 'prod'))),
);
const deployed = templates.flatMap(template =>
  template.functions.map(definition => {
    const source = definition.Handler.replace(/\.handler$/, '.ts');
    const role = target(definition.Role) ?? '';
    const statements = template.allowed.filter(({ id }) => id === role);
    const eventSources = template.mappings.filter(mapping => mapping.function === definition.id);
    const failureQueue = template
      .ofType('AWS::Lambda::EventInvokeConfig')
      .some(
        ({ Properties }) =>
          target(Properties['FunctionName']) === definition.id &&
          Properties['DestinationConfig'] !== undefined,
      );
    return {
      source,
      role,
      statements,
      eventSources,
      failureQueue,
      isInVpc: definition.VpcConfig !== undefined,
      variables: definition.Environment.Variables,
    };
  }),
);

interface Reached {
  readonly actions: readonly string[];
  readonly variables: readonly string[];
}
const reached = new Map<string, Reached>();

beforeAll(async () => {
  const { outputFiles } = await build({
    ...bundling(),
    absWorkingDir: root,
    entryPoints: deployed.map(({ source }) => source),
    outbase: '.',
    outdir: 'bundles',
    write: false,
    packages: 'external',
  });
  for (const { path, text } of outputFiles) {
    const name = path.slice(join(root, '').length + 1);
    const source = name.replace(/^bundles\//, '').replace(/js$/, 'ts');
    reached.set(source, { actions: actionsIn(text), variables: variablesIn(text) });
  }
}, 60_000);

const actionsIn = (text: string): readonly string[] => [
  ...Object.entries(ACTIONS).flatMap(([operation, action]) =>
    new RegExp(`(["'\`])${operation}\\1|\\.${operation}Command\\b`).test(text) ? [action] : [],
  ),
  ...(/@connections|\.(PostTo|Delete)ConnectionCommand\b/.test(text)
    ? ['execute-api:ManageConnections']
    : []),
];

const variablesIn = (text: string): readonly string[] =>
  environmentNames().filter(name => !NOT_CONFIGURED.includes(name) && new RegExp(`\\b${name}\\b`).test(text));

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

describe.each(deployed)(
  '$source',
  ({ source, statements, eventSources, failureQueue, isInVpc, variables }) => {
    it('may do what its code does, and nothing more', () => {
      const expected = [
        ...LOGGING,
        ...(reached.get(source)?.actions ?? []),
        ...(eventSources.length > 0 ? CONSUMING : []),
        ...(failureQueue ? ['sqs:SendMessage'] : []),
        ...(isInVpc ? JOINING : []),
      ];
      expect(distinct(statements.flatMap(({ Action }) => Action))).toEqual(distinct(expected));
    });

    it('has the variables that its code reads, and no others', () => {
      expect(Object.keys(variables).sort()).toEqual(reached.get(source)?.variables);
    });
  },
);

describe('a secret is known only where it is used', () => {
  const holders = (name: string) =>
    deployed
      .filter(({ variables }) => name in variables)
      .map(({ source }) => source)
      .sort();

  it.each([
    ['JWT_PRIVATE_KEY', ['http/sessions/external', 'http/sessions/refresh', 'http/sessions/sign-in']],
    ['STRIPE_SECRET_KEY', ['http/orders/get-payment', 'queues/high-priority']],
    ['STRIPE_WEBHOOK_SECRETS', ['http/payments/stripe-events']],
    ['SMTP_URL', ['queues/email', 'queues/high-priority']],
    ['LINK_SECRET', ['http/reports/open', 'queues/email', 'queues/high-priority']],
  ])('%s', (name, paths) => {
    expect(holders(name)).toEqual(paths.map(path => `functions/${path}.ts`));
  });
});

describe('a stage that sends by Amazon SES', () => {
  const identity = 'arn:aws:ses:eu-west-1:123456789012:identity/shop.example';
  const senders = ['functions/queues/email.handler', 'functions/queues/high-priority.handler'];
  let template: ReturnType<typeof readTemplate>;
  beforeAll(async () => {
    template = readTemplate(await synthesise('serverless.yml', 'prod', { SES_IDENTITY_ARN: identity }));
  }, 60_000);

  it('lets the functions that send mails do it as that identity, and no other function', () => {
    const allowed = template.allowed.filter(({ Action }) => Action.some(one => one.startsWith('ses:')));
    expect(allowed.map(({ Action, Resource }) => ({ Action, Resource }))).toEqual(
      senders.map(() => ({ Action: ['ses:SendEmail', 'ses:SendRawEmail'], Resource: [identity] })),
    );
    const roles = allowed.map(({ id }) => id);
    const holders = template.functions.filter(({ Role }) => roles.includes(target(Role) ?? ''));
    expect(holders.map(({ Handler }) => Handler).sort()).toEqual(senders);
  });

  it('asks for no mail server in its secret', () => {
    const identities = template.functions.map(({ Environment }) => Environment.Variables['SES_IDENTITY_ARN']);
    expect(identities.filter(value => value !== undefined)).toEqual(senders.map(() => identity));
    expect(template.text).not.toContain('SecretString:SMTP_URL');
  });
});

describe('a stage whose database is in a VPC', () => {
  const VPC = { VPC_SUBNET_IDS: 'subnet-1,subnet-2', VPC_SECURITY_GROUP_IDS: 'sg-1' };
  const usesDatabase = ({ Environment: { Variables } }: { Environment: { Variables: object } }): boolean =>
    'DATABASE_URL' in Variables || 'DATABASE_DIRECT_URL' in Variables;
  const templatesInVpc: ReturnType<typeof readTemplate>[] = [];
  beforeAll(async () => {
    for (const file of find('serverless*.yml'))
      templatesInVpc.push(readTemplate(await synthesise(file, 'prod', VPC)));
  }, 120_000);

  it('has the functions that use the database in it, and no others', () => {
    const functions = templatesInVpc.flatMap(template => template.functions);
    const inside = functions.filter(({ VpcConfig }) => VpcConfig !== undefined);
    expect(inside.map(({ Handler }) => Handler)).toEqual(
      functions.filter(usesDatabase).map(({ Handler }) => Handler),
    );
    expect(inside.length).toBeGreaterThan(50);
    expect(inside.length).toBeLessThan(functions.length);
    const vpc = { SubnetIds: ['subnet-1', 'subnet-2'], SecurityGroupIds: ['sg-1'] };
    expect(inside.map(({ VpcConfig }) => VpcConfig)).toEqual(inside.map(() => vpc));
  });

  it('lets their roles join it, and no others', () => {
    for (const template of templatesInVpc) {
      const joining = template.allowed.filter(({ Action }) => Action.some(one => one.startsWith('ec2:')));
      expect(joining.map(({ Action }) => distinct(Action))).toEqual(joining.map(() => JOINING));
      const roles = template.functions.filter(usesDatabase).map(({ Role }) => target(Role) ?? '');
      expect(distinct(joining.map(({ id }) => id))).toEqual(distinct(roles));
    }
  });
});

describe('a role', () => {
  const resources = (source: string, action: string): string =>
    JSON.stringify(
      deployed
        .find(one => one.source === `functions/${source}.ts`)
        ?.statements.filter(({ Action }) => Action.includes(action))
        .flatMap(({ Resource }) => Resource),
    );

  it('names the queue of the jobs that its functions make', () => {
    expect(resources('http/orders/place', 'sqs:SendMessage')).toMatch(
      /^\[\{[^{}]*HighPriorityQueueArn"\}\]$/,
    );
    expect(resources('schedules/prune', 'sqs:SendMessage')).toMatch(
      /LowPriorityQueue.*ScheduleDeadLetterQueue/,
    );
  });

  it('names every queue when any job may have to be woken', () => {
    expect(resources('http/jobs/retry', 'sqs:SendMessage').match(/QueueArn/g)).toHaveLength(5);
  });

  it('receives from dead-letter queues alone, for administrators', () => {
    expect(resources('http/jobs/list-dead-letters', 'sqs:ReceiveMessage')).not.toMatch(
      /[a-z]QueueArn(?<!DeadLetterQueueArn)/,
    );
  });

  it('names the method by which connections are spoken to', () => {
    expect(resources('http/rooms/post-message', 'execute-api:ManageConnections')).toMatch(
      /\/POST\/@connections\//,
    );
    expect(resources('http/rooms/post-message', 'execute-api:ManageConnections')).not.toMatch(/DELETE/);
    expect(resources('realtime/ping', 'execute-api:ManageConnections')).not.toMatch(/POST/);
  });

  it('is shared by functions of one kind: roles are few, and none is unused', () => {
    for (const template of templates) {
      const used = template.functions.map(({ Role }) => target(Role));
      const roles = template
        .ofType('AWS::IAM::Role')
        .map(({ id }) => id)
        .filter(id => id !== 'SchedulerRole');
      expect(roles.filter(id => !used.includes(id))).toEqual([]);
      expect(roles.length).toBeLessThan(20);
      expect(repeated(roles)).toEqual([]);
    }
  });
});
