import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { queueNames } from '../../lib/platform/jobs/job.ts';
import { createJobMetrics } from '../../lib/platform/jobs/job-metrics.ts';
import { find, read } from '../support/deployment.ts';
import { setEnvironment } from '../support/environment.ts';
import { synthesise } from '../../scripts/templates/synthesise.ts';
import { readTemplate } from '../support/template.ts';

const STAGE = 'prod';
setEnvironment({ STAGE });

const templates = await Promise.all(
  find('serverless*.yml').map(async file => readTemplate(await synthesise(file, STAGE))),
);
const ofType = (type: string) => templates.flatMap(template => template.ofType(type));
const alarms = ofType('AWS::CloudWatch::Alarm');

/** `Strata/prod JobsFailed Queue`: a metric with the names of its dimensions. */
const shape = (namespace: string, name: string, dimensions: readonly string[]): string =>
  [namespace, name, ...[...dimensions].sort()].join(' ');

const emfLine = z.object({
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});

/** What the application really writes when everything happens that can happen to a job. */
const emitted = (): readonly string[] => {
  const lines: string[] = [];
  const metrics = createJobMetrics(line => lines.push(line));
  const events = ['job.completed', 'job.failed', 'job.retrying', 'job.stalled', 'job.cancelled'] as const;
  metrics.ofEvents(
    events.map(event => ({
      event,
      jobId: '1',
      job: 'a.job',
      queue: 'email',
      waitedSeconds: 1,
      ranSeconds: 1,
    })),
  );
  metrics.ofWaiting(
    Object.fromEntries(queueNames.map(name => [name, 0])) as Record<(typeof queueNames)[number], number>,
  );
  return lines.flatMap(line =>
    emfLine
      .parse(JSON.parse(line))
      ._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
        Metrics.flatMap(({ Name }) => Dimensions.map(dimensions => shape(Namespace, Name, dimensions))),
      ),
  );
};

const transformations = z.array(z.object({ MetricNamespace: z.string(), MetricName: z.string() }));
/** What filters make of log lines. */
const filtered = ofType('AWS::Logs::MetricFilter').flatMap(({ Properties }) =>
  transformations
    .parse(Properties['MetricTransformations'])
    .map(({ MetricNamespace, MetricName }) => shape(MetricNamespace, MetricName, [])),
);

/** From the pages of AWS on the metrics of HTTP APIs, WebSocket APIs, Lambda and SQS. */
const ofAws = [
  ...['4xx', '5xx', 'Count', 'Latency'].map(name => shape('AWS/ApiGateway', name, ['ApiId'])),
  ...['ConnectCount', 'MessageCount', 'ClientError', 'IntegrationError', 'ExecutionError'].map(name =>
    shape('AWS/ApiGateway', name, ['ApiId', 'Stage']),
  ),
  ...['Invocations', 'Errors', 'Throttles'].map(name => shape('AWS/Lambda', name, ['FunctionName'])),
  ...['Errors', 'Throttles', 'ConcurrentExecutions'].map(name => shape('AWS/Lambda', name, [])),
  shape('AWS/SQS', 'ApproximateNumberOfMessagesVisible', ['QueueName']),
];
const known = [...emitted(), ...filtered, ...ofAws];

const dimensions = z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]);
const metric = z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions });
const alarm = z.object({
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()).min(1),
  TreatMissingData: z.string(),
  Metrics: z
    .array(
      z.object({
        Id: z.string(),
        Expression: z.string().optional(),
        MetricStat: z.object({ Metric: metric }).optional(),
      }),
    )
    .optional(),
});
const watched = (properties: Readonly<Record<string, unknown>>): readonly z.infer<typeof metric>[] => {
  const { Metrics } = alarm.parse(properties);
  return Metrics === undefined
    ? [metric.parse(properties)]
    : Metrics.flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat.Metric]));
};

const runbook = read('docs/runbook.md');
const entries = runbook
  .split(/^## /m)
  .slice(1)
  .map(entry => ({ name: /^\w+/.exec(entry)?.[0] ?? '', entry }));

describe('every alarm', () => {
  it('has its entry in the runbook, and every entry its alarm', () => {
    expect(entries.map(({ name }) => name).sort()).toEqual(alarms.map(({ id }) => id).sort());
  });

  it.each(entries)('$name says what triggers it, what users feel, why, and what to do', ({ entry }) => {
    expect([...entry.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading)).toEqual([
      'What triggers it',
      'What users feel',
      'Likely causes',
      'What to do',
    ]);
  });

  it('tells somebody, points to the runbook, and says what no data means', () => {
    for (const { Properties } of alarms)
      expect(alarm.parse(Properties).AlarmDescription).toMatch(/See docs\/runbook\.md\.$/);
  });

  it('watches metrics that exist', () => {
    const shapes = alarms.flatMap(({ Properties }) =>
      watched(Properties).map(({ Namespace, MetricName, Dimensions }) =>
        shape(
          Namespace,
          MetricName,
          Dimensions.map(({ Name }) => Name),
        ),
      ),
    );
    expect([...new Set(shapes)].filter(one => !known.includes(one))).toEqual([]);
  });

  it('names queues of jobs that exist, and no queue goes without one on its waiting', () => {
    const queuesOf = (properties: Readonly<Record<string, unknown>>): readonly unknown[] =>
      watched(properties)
        .flatMap(({ Dimensions }) => Dimensions)
        .filter(({ Name }) => Name === 'Queue')
        .map(({ Value }) => Value);
    const known: readonly unknown[] = queueNames;
    expect(
      alarms.flatMap(({ Properties }) => queuesOf(Properties)).filter(queue => !known.includes(queue)),
    ).toEqual([]);
    const stuck = alarms.find(({ id }) => id === 'StuckJobsAlarm');
    expect([...queuesOf(stuck?.Properties ?? {})].sort()).toEqual([...queueNames].sort());
  });

  it('counts log lines that the code writes', () => {
    const code = find('lib/**/*.ts').map(read).join('\n');
    const events = ofType('AWS::Logs::MetricFilter').flatMap(({ Properties }) =>
      [...String(Properties['FilterPattern']).matchAll(/\$\.event = "([^"]+)"/g)].map(([, event]) => event),
    );
    expect(events.length).toBeGreaterThan(0);
    expect(events.filter(event => !code.includes(`'${event}'`))).toEqual([]);
  });

  it('computes with the metrics that it names', () => {
    for (const { Properties } of alarms) {
      const { Metrics = [] } = alarm.parse(Properties);
      const ids = Metrics.filter(({ MetricStat }) => MetricStat !== undefined).map(({ Id }) => Id);
      const used = Metrics.flatMap(({ Expression = '' }) => Expression.match(/\b[a-z]\w*/g) ?? []);
      expect([...new Set(used)].sort()).toEqual([...ids].sort());
    }
  });
});

describe('the dashboard', () => {
  const [dashboard] = ofType('AWS::CloudWatch::Dashboard');
  const {
    'Fn::Sub': [text],
  } = z
    .object({ 'Fn::Sub': z.tuple([z.string(), z.unknown()]) })
    .parse(dashboard?.Properties['DashboardBody']);
  const { widgets } = z
    .object({
      widgets: z.array(
        z.object({
          x: z.number(),
          y: z.number(),
          width: z.number(),
          properties: z.object({
            title: z.string(),
            metrics: z.array(z.array(z.union([z.string(), z.record(z.string(), z.unknown())]))),
          }),
        }),
      ),
    })
    .parse(JSON.parse(text));

  it('shows metrics that exist', () => {
    const shapes = widgets.flatMap(({ properties }) =>
      properties.metrics.map(parts => {
        const [namespace = '', name = '', ...rest] = parts.filter(part => typeof part === 'string');
        return shape(
          namespace,
          name,
          rest.filter((_, index) => index % 2 === 0),
        );
      }),
    );
    expect(shapes.length).toBeGreaterThan(0);
    expect([...new Set(shapes)].filter(one => !known.includes(one))).toEqual([]);
  });

  it('shows queues and functions that exist', () => {
    const names = [...text.matchAll(/"(?:QueueName|FunctionName)","([^"]+)"/g)].map(([, name]) => name);
    const deployed = [...ofType('AWS::SQS::Queue'), ...ofType('AWS::Lambda::Function')].flatMap(
      ({ Properties }) => [Properties['QueueName'], Properties['FunctionName']],
    );
    expect(names.filter(name => !deployed.includes(name))).toEqual([]);
    for (const queue of queueNames) expect(text).toContain(`"Queue","${queue}"`);
  });

  it('has charts that lie side by side', () => {
    const places = widgets.map(({ x, y }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(widgets.length);
    expect(Math.max(...widgets.map(({ x, width }) => x + width))).toBeLessThanOrEqual(24);
  });
});
