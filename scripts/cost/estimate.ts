import { assumptions } from './assumptions.ts';
import { queueLoads } from './batches.ts';
import { amountsAlways, amountsOf, costOf, sumOf } from './bill.ts';
import { boundsOf } from './bounds.ts';
import type { Configuration } from './configuration.ts';
import { LOOKED_AT, prices, REGION } from './prices.ts';
import { parts, usageOf, type Part } from './usage.ts';
import type { Workload } from './workload.ts';

/** What a month of a workload costs, and which bounds its busiest second meets. */
export const estimate = (workload: Workload, configuration: Configuration) => {
  const usage = usageOf(workload);
  const loads = queueLoads(usage, configuration);
  const dollars = [
    ...parts.map(part => [part, costOf(amountsOf(usage[part], loads, configuration))] as const),
    ['always', costOf(amountsAlways(configuration))] as const,
  ];
  const totals = Object.fromEntries(dollars.map(([part, costs]) => [part, sumOf(costs)]));
  return {
    region: REGION,
    pricesLookedAt: LOOKED_AT,
    workload,
    dollars: Object.fromEntries(dollars),
    totals,
    total: Object.values(totals).reduce((sum, part) => sum + part, 0),
    perMillion: Object.fromEntries(
      parts.flatMap(part => {
        const pieces = workload[part satisfies Part];
        return pieces === 0 ? [] : [[part, ((totals[part] ?? 0) / pieces) * 1_000_000]];
      }),
    ),
    bounds: boundsOf(workload, usage, loads, configuration),
    jobsInABatch: Object.fromEntries(
      Object.values(loads)
        .filter(({ jobs }) => jobs > 0)
        .map(({ queue, fill }) => [queue, fill]),
    ),
    configuration,
    assumptions,
    prices,
  };
};

export type Estimate = ReturnType<typeof estimate>;
