import { table } from '../jobs/table.ts';
import type { Estimate } from './estimate.ts';
import { prices, type PriceName } from './prices.ts';

const labels: Readonly<Record<PriceName, string>> = {
  lambdaRequests: 'Lambda, invocations',
  lambdaGigabyteSeconds: 'Lambda, time',
  httpRequests: 'HTTP API, requests',
  socketMessages: 'WebSocket API, messages',
  connectionMinutes: 'WebSocket API, minutes',
  queueRequests: 'SQS, requests',
  fairQueueRequests: 'SQS, fairness',
  scheduledRuns: 'Scheduler, runs',
  logGigabytes: 'CloudWatch, logs',
  gigabytesOut: 'data to the Internet',
  alarmMetrics: 'CloudWatch, alarms',
  customMetrics: 'CloudWatch, metrics',
  dashboards: 'CloudWatch, dashboard',
  secrets: 'Secrets Manager',
};

const partLabels: Readonly<Record<string, string>> = { connectedHours: 'connected hours' };

const money = (dollars: number | undefined): string =>
  dollars === undefined || dollars === 0
    ? '-'
    : dollars.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const rounded = (value: number): string =>
  value === Infinity ? '-' : value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 });

const bill = ({ dollars, totals, total, perMillion }: Estimate): string => {
  const columns = Object.keys(dollars).filter(part => (totals[part] ?? 0) > 0);
  const rows = (Object.keys(prices) as PriceName[]).flatMap(name => {
    const cells = columns.map(part => dollars[part]?.[name] ?? 0);
    const sum = cells.reduce((all, cell) => all + cell, 0);
    return sum === 0 ? [] : [[labels[name], ...cells.map(money), money(sum)]];
  });
  const columnLabels = columns.map(part => partLabels[part] ?? part);
  return table(
    ['dollars a month', ...columnLabels, 'together'],
    [
      ...rows,
      ['together', ...columns.map(part => money(totals[part])), money(total)],
      ['for each million', ...columns.map(part => money(perMillion[part])), '-'],
    ],
    { numbersFrom: 1 },
  );
};

const boundRows = ({ bounds }: Estimate): string =>
  table(
    ['the busiest second', 'load', 'most', 'used', 'bound by'],
    bounds.map(({ what, load, most, says }) => [
      what,
      rounded(load),
      rounded(most),
      `${rounded((100 * load) / most)} %`,
      `${load > most ? 'TOO MUCH: ' : ''}${says}`,
    ]),
    { numbersFrom: 1, numbersTo: 4 },
  );

/** The estimate as text: what it costs, and where it ends. */
export const print = (stage: string, found: Estimate): string => {
  const { workload, region, pricesLookedAt } = found;
  return [
    `Stage ${stage}, ${region}, a month of 30 days; prices as of ${pricesLookedAt}, without free tiers. Not in it: the database,`,
    'mail, payments, NAT gateways. Times and sizes are assumed, not measured on AWS: scripts/cost/assumptions.ts.',
    '',
    bill(found),
    ...(found.bounds.length > 0
      ? ['', `At ${rounded(workload.peak)} times the average load:`, '', boundRows(found)]
      : []),
  ].join('\n');
};
