import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { build, type BuildOptions } from 'esbuild';
import { environmentNames } from '../../lib/platform/config/environment.ts';
import { find, repeated } from '../support/deployment.ts';
import { synthesise } from '../../scripts/templates/synthesise.ts';
import { JOINING_A_VPC, readTemplate, target } from '../support/template.ts';

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
        ...(isInVpc ? JOINING_A_VPC : []),
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

describe('functions that may send to queues', () => {
  const QUEUES = /(HighPriority|LowPriority|Email|Reports|Broadcast)Queue(?=Arn|")/g;
  const queuesOf = ({ statements }: (typeof deployed)[number]): string => {
    const sending = statements.filter(({ Action }) => Action.includes('sqs:SendMessage'));
    return distinct(
      JSON.stringify(sending.map(({ Resource }) => Resource))
        .replaceAll('DeadLetterQueue', '')
        .match(QUEUES) ?? [],
    ).join(', ');
  };

  it.each([
    [
      'HighPriorityQueue',
      ['notifications/cancel', 'notifications/send', 'orders/place', 'payments/stripe-events'],
    ],
    [
      'EmailQueue, HighPriorityQueue',
      ['password-resets/complete', 'password-resets/request', 'users/change-password', 'users/register'],
    ],
    ['BroadcastQueue, HighPriorityQueue', ['orders/cancel', 'orders/refund']],
    ['ReportsQueue', ['reports/generate', '/schedules/generate-reports']],
    [
      'BroadcastQueue',
      [
        'rooms/mark-read',
        'rooms/post-message',
        '/realtime/default',
        '/realtime/message-read',
        '/realtime/message-send',
        '/realtime/typing-start',
        '/realtime/typing-stop',
      ],
    ],
    ['LowPriorityQueue', ['/schedules/prune']],
    [
      'BroadcastQueue, EmailQueue, HighPriorityQueue, LowPriorityQueue, ReportsQueue',
      [
        'jobs/redrive-queue',
        'jobs/resume-queue',
        'jobs/retry',
        'jobs/retry-all',
        '/queues/broadcast',
        '/queues/email',
        '/queues/high-priority',
        '/queues/low-priority',
        '/queues/reports',
        '/schedules/dispatch-jobs',
      ],
    ],
  ])('%s', (queues, paths) => {
    const senders = deployed.filter(each => queuesOf(each) === queues).map(({ source }) => source);
    const expected = paths.map(path =>
      path.startsWith('/') ? `functions${path}.ts` : `functions/http/${path}.ts`,
    );
    expect(senders.sort()).toEqual(expected.sort());
  });

  it('are these and no others', () => {
    expect(deployed.filter(each => queuesOf(each) !== '')).toHaveLength(30);
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
