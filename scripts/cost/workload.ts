import { parseArgs } from 'node:util';
import { DEFAULTS } from '../../client/realtime.ts';

/** What a month brings. */
export interface Workload {
  readonly orders: number;
  readonly messages: number;
  /** Jobs beside those of orders. */
  readonly jobs: number;
  readonly connectedHours: number;
  /** HTTP requests beside those that place orders. */
  readonly requests: number;
  /** Connections that hear a message. */
  readonly listeners: number;
  /** Connections of a customer while their order is worked on. */
  readonly devices: number;
  /** How long a connection lasts. */
  readonly connectionMinutes: number;
  readonly heartbeatSeconds: number;
  /** How many times the average load the busiest second brings. */
  readonly peak: number;
}

/** A command line that makes no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const counts = {
  orders: 'orders',
  messages: 'messages',
  jobs: 'jobs',
  'connected-hours': 'connectedHours',
  requests: 'requests',
  listeners: 'listeners',
  devices: 'devices',
  'connection-minutes': 'connectionMinutes',
  'heartbeat-seconds': 'heartbeatSeconds',
  peak: 'peak',
} as const satisfies Record<string, keyof Workload>;

const defaults: Workload = {
  orders: 0,
  messages: 0,
  jobs: 0,
  connectedHours: 0,
  requests: 0,
  listeners: 10,
  devices: 1,
  // A client hands over before API Gateway's two hours are over.
  connectionMinutes: DEFAULTS.handOverMilliseconds / 60_000,
  heartbeatSeconds: DEFAULTS.heartbeatMilliseconds / 1000,
  peak: 10,
};

/** Of each, a million: what nobody said otherwise. */
const MILLION_OF_EACH = { orders: 1e6, messages: 1e6, jobs: 1e6, connectedHours: 1e6 };
/** Nothing can be divided by these. */
const POSITIVE: readonly (keyof Workload)[] = ['connectionMinutes', 'heartbeatSeconds', 'peak'];

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const options = {
  ...(Object.fromEntries(Object.keys(counts).map(name => [name, text])) as Record<
    keyof typeof counts,
    typeof text
  >),
  stage: { type: 'string', default: 'prod' },
  json: flag,
  help: flag,
} as const;

const numberOf = (option: string, given: string, positive: boolean): number => {
  const number = given.trim() === '' ? NaN : Number(given);
  if (Number.isFinite(number) && number >= 0 && (number > 0 || !positive)) return number;
  throw new UsageError(
    `--${option}: must be a number ${positive ? 'above 0' : 'of 0 or more'}, such as 1e6, not ${given}`,
  );
};

const parsed = (argv: readonly string[]) => {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

/** Reads the command line. @throws UsageError for what makes no sense */
export const readOptions = (argv: readonly string[]) => {
  const values = parsed(argv);
  const given = Object.entries(counts).flatMap(([option, field]) => {
    const value = values[option as keyof typeof counts];
    return value === undefined ? [] : [[field, numberOf(option, value, POSITIVE.includes(field))] as const];
  });
  const saysHowMuch = given.some(([field]) => field === 'requests' || field in MILLION_OF_EACH);
  const workload: Workload = {
    ...defaults,
    ...(saysHowMuch ? {} : MILLION_OF_EACH),
    ...(Object.fromEntries(given) as Partial<Workload>),
  };
  return { workload, stage: values.stage, json: values.json, help: values.help };
};
