import { describe, expect, it } from '@jest/globals';
import { find, repeated } from '../support/deployment.ts';
import { synthesise } from '../../scripts/templates/synthesise.ts';
import { readTemplate, target } from '../support/template.ts';

/** CloudFormation holds 500 a stack; the rest is room to grow. */
const MAX_RESOURCES = 450;
/** An HTTP API gives up after 30 s: a function that runs longer answers nobody. */
const MAX_HTTP_TIMEOUT_SECONDS = 29;
const VISIBILITY_TIMEOUTS = 6;
const MAX_RECEIVE_COUNT = 5;
const SECRET = /PRIVATE_KEY|SECRET|PASSWORD|DATABASE_URL|SMTP_URL/;

/** Actions without a resource to name, or on resources that exist only at run time (a connection, a log stream). */
const MAY_BE_WIDE =
  /^(xray:Put\w+|cloudwatch:PutMetricData|logs:(CreateLogStream|CreateLogGroup|PutLogEvents|TagResource)|execute-api:ManageConnections|ec2:((Create|Delete)NetworkInterface|Describe(NetworkInterfaces|Subnets)|(Una|A)ssignPrivateIpAddresses))$/;

const stacks = await Promise.all(
  find('serverless*.yml')
    .flatMap(file => ['dev', 'prod'].map(stage => ({ file, stage })))
    .map(async ({ file, stage }) => ({ file, stage, template: readTemplate(await synthesise(file, stage)) })),
);

it('there is something to deploy', () => {
  expect(stacks.length).toBeGreaterThan(0);
});

describe.each(stacks)('the template of $file for $stage', ({ template }) => {
  it('has legal logical ids, and room to grow', () => {
    expect(template.ids.filter(id => !/^[A-Za-z0-9]+$/.test(id))).toEqual([]);
    expect(template.ids.length).toBeLessThan(MAX_RESOURCES);
  });

  it('runs every function on nodejs24.x and arm64, under a name of its own', () => {
    expect(template.functions.length).toBeGreaterThan(0);
    const runtimes = template.functions.map(({ Runtime, Architectures }) =>
      [Runtime, ...Architectures].join(' '),
    );
    expect([...new Set(runtimes)]).toEqual(['nodejs24.x arm64']);
    expect(repeated(template.functions.map(({ FunctionName }) => JSON.stringify(FunctionName)))).toEqual([]);
  });

  it('gives up on an HTTP request before API Gateway does', () => {
    const behindHttp = template
      .ofType('AWS::Lambda::Permission')
      .filter(({ id }) => id.endsWith('LambdaPermissionHttpApi'))
      .map(({ Properties }) => target(Properties['FunctionName']));
    const slow = template.functions.filter(({ Timeout }) => Timeout > MAX_HTTP_TIMEOUT_SECONDS);
    expect(slow.map(({ id }) => id).filter(id => behindHttp.includes(id))).toEqual([]);
  });

  it('holds no secret: each is a reference that AWS resolves', () => {
    const plain = template.functions.flatMap(({ id, Environment }) =>
      Object.entries(Environment.Variables)
        .filter(
          ([name, value]) =>
            SECRET.test(name) && typeof value === 'string' && value !== '' && !value.includes('{{resolve:'),
        )
        .map(([name]) => `${id} ${name}`),
    );
    expect(plain).toEqual([]);
  });

  it('asks the WebSocket authorizer whatever a client sends: a source that is absent is a 401 without a call', () => {
    const apis = template
      .ofType('AWS::ApiGatewayV2::Api')
      .map(({ Properties }) => Properties['ProtocolType']);
    const sources = template
      .ofType('AWS::ApiGatewayV2::Authorizer')
      .filter(({ Properties }) => Properties['AuthorizerType'] === 'REQUEST')
      .map(({ Properties }) => Properties['IdentitySource']);
    expect(sources).toEqual(apis.includes('WEBSOCKET') ? [[]] : []);
  });

  it('lets a role do what it names, where it names', () => {
    const wide = template.allowed.flatMap(({ id, Action, Resource }) => {
      const anywhere = Resource.some(one => JSON.stringify(one).includes('*'));
      return Action.filter(action => action.includes('*') || (anywhere && !MAY_BE_WIDE.test(action))).map(
        action => `${id}: ${action} on ${JSON.stringify(Resource)}`,
      );
    });
    expect(wide).toEqual([]);
  });

  it('keeps logs for a limited time', () => {
    const groups = template.ofType('AWS::Logs::LogGroup');
    expect(groups.filter(({ Properties }) => !('RetentionInDays' in Properties)).map(({ id }) => id)).toEqual(
      [],
    );
  });

  it('hides a message from other workers for six timeouts of its function, as AWS asks', () => {
    const tooShort = template.mappings.filter(mapping => {
      const visibility = template.queues.find(({ id }) => id === mapping.queue)?.VisibilityTimeout ?? 0;
      const timeout = template.functions.find(({ id }) => id === mapping.function)?.Timeout ?? Infinity;
      return visibility < VISIBILITY_TIMEOUTS * timeout;
    });
    expect(tooShort.map(({ id }) => id)).toEqual([]);
  });

  it('fails one message of a batch, not the batch, and bounds how many batches run at once', () => {
    for (const { id, FunctionResponseTypes, ScalingConfig } of template.mappings)
      expect({ id, FunctionResponseTypes, ScalingConfig }).toEqual({
        id,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: expect.any(Number) },
      });
  });

  it('moves a message aside after five receives, to a queue of its own whose content rings an alarm', () => {
    const watched = template.alarms
      .filter(({ metric }) => metric === 'ApproximateNumberOfMessagesVisible')
      .flatMap(({ watches }) => watches);
    const sources = template.queues.filter(({ id }) =>
      template.mappings.some(mapping => mapping.queue === id),
    );
    const aside = sources.map(({ deadLetterQueue = '' }) => deadLetterQueue);
    expect(sources.filter(({ maxReceiveCount }) => maxReceiveCount !== MAX_RECEIVE_COUNT)).toEqual([]);
    expect(repeated(aside)).toEqual([]);
    expect(aside.filter(id => !template.ids.includes(id) || !watched.includes(id))).toEqual([]);
  });

  it('has no queue that nobody reads or watches', () => {
    const known = [
      ...template.mappings.map(({ queue }) => queue),
      ...template.alarms.flatMap(({ watches }) => watches),
    ];
    expect(template.queues.map(({ id }) => id).filter(id => !known.includes(id))).toEqual([]);
  });

  it('says of every schedule in which zone it runs, how it is retried, and where a failure goes', () => {
    for (const { id, zone, retries, deadLetterQueue } of template.schedules)
      expect({ id, zone: typeof zone, retries, kept: template.ids.includes(deadLetterQueue ?? '') }).toEqual({
        id,
        zone: 'string',
        retries: true,
        kept: true,
      });
  });
});
