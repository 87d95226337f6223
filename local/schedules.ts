import { randomUUID } from 'node:crypto';
import type { InvocationOutcome } from './invoke.ts';
import type { Report } from './report.ts';
import type { Schedule } from './schedule-config.ts';

/** A laptop that slept or was set to another time is noticed within this time. */
const LONGEST_WAIT_MILLISECONDS = 30_000;

/** EventBridge tries up to 185 times; here a second failure is news for the developer, not for a third attempt. */
const ATTEMPTS = 2;

const ACCOUNT = '000000000000';

export interface SchedulesOptions {
  readonly schedules: readonly Schedule[];
  readonly region: string;
  readonly invoke: (schedule: Schedule, event: unknown) => Promise<InvocationOutcome>;
  readonly report: Report;
  readonly now?: () => Date;
}

/**
 * Invokes functions by their schedules, as EventBridge Scheduler does. Times that passed while the machine slept are made
 * up for by one invocation, for the last of them.
 *
 * @returns what stops it: no new invocation begins, and those that run are waited for
 */
export const startSchedules = (options: SchedulesOptions): { stop(): Promise<void> } => {
  const now = options.now ?? (() => new Date());
  const timers = new Map<Schedule, NodeJS.Timeout>();
  const invocations = new Set<Promise<void>>();
  let stopped = false;

  const wait = (schedule: Schedule, due: Date | undefined): void => {
    if (due === undefined || stopped) return;
    const milliseconds = Math.min(Math.max(due.getTime() - now().getTime(), 0), LONGEST_WAIT_MILLISECONDS);
    timers.set(
      schedule,
      setTimeout(() => {
        look(schedule, due);
      }, milliseconds),
    );
  };

  const look = (schedule: Schedule, due: Date): void => {
    const moment = now();
    if (due > moment) {
      wait(schedule, due);
      return;
    }
    const latest = latestDue(schedule, due, moment);
    const invocation = fire(options, schedule, latest).finally(() => invocations.delete(invocation));
    invocations.add(invocation);
    wait(schedule, schedule.timetable.next(moment));
  };

  for (const schedule of options.schedules) wait(schedule, schedule.timetable.next(now()));
  return {
    async stop() {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(invocations);
    },
  };
};

/**
 * The event of one invocation: the template's Input with EventBridge's context attributes filled in, or what EventBridge
 * sends where there is none.
 *
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export const scheduleEvent = (
  schedule: Schedule,
  region: string,
  scheduledFor: Date,
  attempt: number,
  id: string,
): unknown => {
  const arn = `arn:aws:scheduler:${region}:${ACCOUNT}:schedule/default/${schedule.name}`;
  const time = scheduledFor.toISOString().replace(/\.\d+Z$/, 'Z');
  if (schedule.input === undefined) {
    return {
      version: '0',
      id,
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: ACCOUNT,
      time,
      region,
      resources: [arn],
      detail: '{}',
    };
  }
  const attributes = new Map([
    ['schedule-arn', arn],
    ['scheduled-time', time],
    ['execution-id', id],
    ['attempt-number', String(attempt)],
  ]);
  const text = schedule.input.replaceAll(
    /<aws\.scheduler\.([a-z-]+)>/g,
    (whole, name: string) => attributes.get(name) ?? whole,
  );
  return JSON.parse(text);
};

const latestDue = (schedule: Schedule, due: Date, moment: Date): Date => {
  let latest = due;
  for (let next = schedule.timetable.next(due); next !== undefined && next <= moment;) {
    latest = next;
    next = schedule.timetable.next(next);
  }
  return latest;
};

const fire = async (
  { region, invoke, report }: SchedulesOptions,
  schedule: Schedule,
  scheduledFor: Date,
): Promise<void> => {
  const id = randomUUID();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const outcome = await invoke(schedule, scheduleEvent(schedule, region, scheduledFor, attempt, id));
    if (outcome.ok) return;
    report.warn(`Schedule ${schedule.name} failed (attempt ${attempt} of ${ATTEMPTS}): ${outcome.reason}.`);
  }
};
