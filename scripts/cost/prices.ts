/** What a price is, and how sure one can be of it. */
export interface Price {
  readonly dollars: number;
  readonly unit: string;
  /** Where AWS says it. */
  readonly page: string;
  /** Where it was read, and when. What nobody could check says so. */
  readonly seen: string;
}

export const REGION = 'us-east-1';
/** When the prices below were last looked at. Nobody could ask AWS itself for them; look again before money depends on it. */
export const LOOKED_AT = '2026-11-25';

const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const API_GATEWAY = 'https://aws.amazon.com/api-gateway/pricing/';
const SQS = 'https://aws.amazon.com/sqs/pricing/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';

/**
 * The first tier of each, without free tiers, on arm64. Higher tiers are cheaper by a tenth or so, and begin far beyond what
 * most applications reach.
 */
export const prices = {
  lambdaRequests: {
    dollars: 0.2,
    unit: 'million invocations',
    page: LAMBDA,
    seen: 'copies of the page, 2026-09',
  },
  lambdaGigabyteSeconds: {
    dollars: 13.3334,
    unit: 'million GB-seconds, arm64',
    page: LAMBDA,
    seen: 'two articles that quote the page',
  },
  httpRequests: {
    dollars: 1,
    unit: 'million requests, each 512 KB begun',
    page: API_GATEWAY,
    seen: 'a copy of the page, 2026-09',
  },
  socketMessages: {
    dollars: 1,
    unit: 'million messages in or out, each 32 KB begun',
    page: API_GATEWAY,
    seen: 'two articles that quote the page, 2025',
  },
  connectionMinutes: {
    dollars: 0.25,
    unit: 'million minutes',
    page: API_GATEWAY,
    seen: 'two articles that quote the page, 2025',
  },
  queueRequests: {
    dollars: 0.4,
    unit: 'million requests, each 64 KB begun',
    page: SQS,
    seen: 'two articles that quote the page, 2026',
  },
  fairQueueRequests: {
    dollars: 0.1,
    unit: 'million requests with a MessageGroupId, on top of the others',
    page: SQS,
    seen: 'an article that quotes the page, 2026-03; which requests count is not checked',
  },
  scheduledRuns: {
    dollars: 1,
    unit: 'million runs of a schedule',
    page: 'https://aws.amazon.com/eventbridge/pricing/',
    seen: 'an article that quotes the page, 2026-03',
  },
  logGigabytes: {
    dollars: 0.5,
    unit: 'GB that comes in',
    page: CLOUDWATCH,
    seen: 'three articles that quote the page, 2026',
  },
  gigabytesOut: {
    dollars: 0.09,
    unit: 'GB to the Internet',
    page: 'https://aws.amazon.com/ec2/pricing/on-demand/',
    seen: 'two articles that quote the page, 2026',
  },
  alarmMetrics: {
    dollars: 0.1,
    unit: 'metric of an alarm and month',
    page: CLOUDWATCH,
    seen: 'an article that quotes the page, 2026-06',
  },
  customMetrics: {
    dollars: 0.3,
    unit: 'metric with its dimensions and month',
    page: CLOUDWATCH,
    seen: 'an article that quotes the page, 2026-02',
  },
  dashboards: {
    dollars: 3,
    unit: 'dashboard and month',
    page: CLOUDWATCH,
    seen: 'an article that quotes the page, 2026-06',
  },
  secrets: {
    dollars: 0.4,
    unit: 'secret and month',
    page: 'https://aws.amazon.com/secrets-manager/pricing/',
    seen: 'an article that quotes the page',
  },
} satisfies Record<string, Price>;

export type PriceName = keyof typeof prices;

const MILLION = 1_000_000;
const byTheMillion = (name: PriceName): boolean => prices[name].unit.startsWith('million');

/** What an amount costs. @param amount in single pieces, never in millions */
export const dollarsOf = (name: PriceName, amount: number): number =>
  prices[name].dollars * (byTheMillion(name) ? amount / MILLION : amount);
