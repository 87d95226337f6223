import { config } from '../config/config.ts';
import * as sections from '../config/sections.ts';

/** CloudWatch's own words for units. */
type Unit = 'Count' | 'Seconds';

export interface Metric {
  readonly name: string;
  readonly unit: Unit;
  /** A value, or several of the same moment: CloudWatch makes percentiles of them. At most 100. */
  readonly value: number | readonly number[];
}

/** Where finished lines go. */
export type MetricSink = (line: string) => void;

/** Stages may share an account: what happens on one must not ring an alarm of another. */
const namespace = (): string => `Strata/${config(sections.runtime).STAGE}`;

/**
 * One line in CloudWatch's embedded metric format: metrics that cost no call, because CloudWatch reads them from the log.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * @param dimensions what the values are of, the widest first: each metric is kept for all of them together, and for each
 * shorter list from the first on
 * @param time in milliseconds since 1970
 */
export const emfLine = (
  dimensions: Readonly<Record<string, string>>,
  metrics: readonly Metric[],
  time: number,
): string => {
  const names = Object.keys(dimensions);
  return JSON.stringify({
    _aws: {
      Timestamp: time,
      CloudWatchMetrics: [
        {
          Namespace: namespace(),
          Dimensions: names.map((_, index) => names.slice(0, index + 1)),
          Metrics: metrics.map(({ name, unit }) => ({ Name: name, Unit: unit })),
        },
      ],
    },
    ...dimensions,
    ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
  });
};

/** Standard output, which Lambda hands to CloudWatch; nowhere on a laptop, where nobody reads them. */
export const toCloudWatch: MetricSink = line => {
  if (config(sections.runtime).STAGE !== 'local') process.stdout.write(`${line}\n`);
};
