// @ts-check
/**
 * The CloudWatch dashboard of a stage, `strata-<stage>`: what users feel on top, then jobs, then what is below them. It is a
 * part of the API stack, which is deployed last and knows the rest.
 */

const QUEUES = ['high-priority', 'low-priority', 'email', 'reports', 'broadcast'];
/** CloudWatch's grid has 24 columns: three widgets a row. */
const WIDTH = 8;
const HEIGHT = 6;
const PERIOD_SECONDS = 300;

/**
 * A metric as CloudWatch writes it: namespace, name, dimensions by name and value, options.
 *
 * @typedef {(string | Record<string, unknown>)[]} Metric
 * @typedef {{ title: string, stat: string, metrics: Metric[], label?: string }} Chart
 */

/** @param {string} stage @returns {Chart[][]} rows of charts */
const rows = stage => {
  const own = `Strata/${stage}`;
  /** @param {string} name @param {Record<string, unknown>} [options] @returns {Metric} */
  const http = (name, options = {}) => ['AWS/ApiGateway', name, 'ApiId', '${HttpApi}', options];
  /** @param {string} name @returns {Metric} */
  const realtime = name => ['AWS/ApiGateway', name, 'ApiId', '${RealtimeApi}', 'Stage', stage];
  /** @param {string} name @returns {Metric[]} */
  const byQueue = name => QUEUES.map(queue => [own, name, 'Queue', queue, { label: queue }]);
  /** @param {string} name @param {string} [suffix] @returns {Metric[]} */
  const ofQueues = (name, suffix = '') =>
    QUEUES.map(queue => [
      'AWS/SQS',
      name,
      'QueueName',
      `strata-${stage}-${queue}${suffix}`,
      { label: queue },
    ]);
  /** @param {string} name @returns {Metric[]} */
  const ofSchedules = name =>
    ['dispatchJobs', 'generateReports', 'expireConnections', 'prune'].map(key => [
      'AWS/Lambda',
      name,
      'FunctionName',
      `strata-${stage}-${key}`,
      { label: key },
    ]);
  return [
    [
      { title: 'HTTP requests', stat: 'Sum', metrics: [http('Count'), http('4xx'), http('5xx')] },
      {
        title: 'HTTP latency',
        stat: 'p50',
        label: 'milliseconds',
        metrics: ['p50', 'p90', 'p99'].map(stat => http('Latency', { stat, label: stat })),
      },
      {
        title: 'Real-time frames and connections',
        stat: 'Sum',
        metrics: ['ConnectCount', 'MessageCount', 'ClientError', 'IntegrationError', 'ExecutionError'].map(
          realtime,
        ),
      },
    ],
    [
      { title: 'Jobs completed', stat: 'Sum', metrics: byQueue('JobsCompleted') },
      { title: 'Jobs failed', stat: 'Sum', metrics: byQueue('JobsFailed') },
      { title: 'Jobs retried', stat: 'Sum', metrics: byQueue('JobsRetried') },
    ],
    [
      {
        title: 'Oldest job that is due',
        stat: 'Maximum',
        label: 'seconds',
        metrics: byQueue('OldestJobWaitSeconds'),
      },
      { title: 'Wait of jobs, p99', stat: 'p99', label: 'seconds', metrics: byQueue('JobWaitSeconds') },
      { title: 'Run of jobs, p99', stat: 'p99', label: 'seconds', metrics: byQueue('JobRunSeconds') },
    ],
    [
      { title: 'Messages waiting', stat: 'Maximum', metrics: ofQueues('ApproximateNumberOfMessagesVisible') },
      {
        title: 'Dead letters',
        stat: 'Maximum',
        metrics: [
          ...ofQueues('ApproximateNumberOfMessagesVisible', '-dead-letter'),
          [
            'AWS/SQS',
            'ApproximateNumberOfMessagesVisible',
            'QueueName',
            `strata-${stage}-schedule-dead-letter`,
            { label: 'schedules' },
          ],
        ],
      },
      { title: 'Jobs stalled', stat: 'Sum', metrics: byQueue('JobsStalled') },
    ],
    [
      {
        title: 'Database failures',
        stat: 'Sum',
        metrics: [[own, 'DatabaseFailures']],
      },
      {
        title: 'Lambda of the account: concurrency, throttles, errors',
        stat: 'Sum',
        metrics: [
          ['AWS/Lambda', 'ConcurrentExecutions', { stat: 'Maximum' }],
          ['AWS/Lambda', 'Throttles'],
          ['AWS/Lambda', 'Errors'],
        ],
      },
      { title: 'Runs of schedules', stat: 'Sum', metrics: ofSchedules('Invocations') },
    ],
  ];
};

/** @param {Chart} chart @param {number} row @param {number} column */
const widget = ({ title, stat, metrics, label }, row, column) => ({
  type: 'metric',
  x: column * WIDTH,
  y: row * HEIGHT,
  width: WIDTH,
  height: HEIGHT,
  properties: {
    title,
    view: 'timeSeries',
    region: '${AWS::Region}',
    period: PERIOD_SECONDS,
    stat,
    metrics,
    ...(label !== undefined && { yAxis: { left: { label, min: 0, showUnits: false } } }),
  },
});

/** @param {{ resolveVariable: (name: string) => Promise<string> }} framework */
module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('sls:stage');
  const widgets = rows(stage).flatMap((charts, row) =>
    charts.map((chart, column) => widget(chart, row, column)),
  );
  return {
    Resources: {
      Dashboard: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: {
          DashboardName: `strata-${stage}`,
          DashboardBody: {
            'Fn::Sub': [
              JSON.stringify({ widgets }),
              { RealtimeApi: { 'Fn::ImportValue': `strata-${stage}-RealtimeApi` } },
            ],
          },
        },
      },
    },
  };
};
