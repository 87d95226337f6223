import { Cron } from 'croner';

/** When a schedule is due. */
export interface Timetable {
  /** The first time it is due after `after`, or undefined when it never is again. */
  next(after: Date): Date | undefined;
}

const MILLISECONDS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** By how much clocks are known to be set back: an hour almost everywhere, less on Lord Howe Island, more in Antarctica. */
const SET_BACK_MINUTES = [30, 60, 120, 180];

/** A schedule of every minute has 180 times to pass over when clocks are set back by three hours, the others fewer. */
const MOST_SKIPPED = 200;

/**
 * Reads an EventBridge Scheduler expression: `rate(...)`, `at(...)`, or `cron(...)` with its six fields.
 *
 * As there, a local time that does not exist on the day when clocks are set forward is skipped, and one that exists
 * twice when they are set back is due the first time only.
 *
 * @param expression such as cron(0 2 * * ? *)
 * @param timeZone an IANA name; rate() has no use for it
 * @param start what rate() counts from
 * @throws Error saying why the expression cannot be honoured
 */
export const parseScheduleExpression = (expression: string, timeZone: string, start: Date): Timetable => {
  const [, kind, body = ''] = /^(rate|at|cron)\((.*)\)$/.exec(expression.trim()) ?? [];
  switch (kind) {
    case 'rate':
      return rateTimetable(body, start);
    case 'at':
      return cronTimetable(atPattern(body), timeZone);
    case 'cron':
      return cronTimetable(cronPattern(body), timeZone);
    case undefined:
    default:
      throw new Error('it must be rate(...), cron(...) or at(...)');
  }
};

/**
 * Translates the fields `minutes hours day-of-month month day-of-week year` to croner's pattern, which begins with
 * seconds. croner knows `?`, `L`, `W`, `#` and steps such as 5/15, and counts days of the week from Sunday = 1 when asked.
 *
 * @throws Error for what AWS refuses, or croner does not know
 */
export const cronPattern = (fields: string): string => {
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year, ...rest] = fields.trim().split(/\s+/);
  if (year === undefined || rest.length > 0) throw new Error('cron(...) has six fields');
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new Error('exactly one of day-of-month and day-of-week must be ?');
  }
  // Alone, L is the last day of the week.
  return ['0', minutes, hours, dayOfMonth, month, dayOfWeek === 'L' ? 'SAT' : dayOfWeek, year].join(' ');
};

const rateTimetable = (body: string, start: Date): Timetable => {
  const [, count, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(body.trim()) ?? [];
  if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') {
    throw new Error('rate(...) takes a whole number of minutes, hours or days');
  }
  const period = Number(count) * MILLISECONDS[unit];
  return {
    next(after) {
      const periods = Math.max(Math.floor((after.getTime() - start.getTime()) / period), 0) + 1;
      return new Date(start.getTime() + periods * period);
    },
  };
};

const atPattern = (body: string): string => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(body)) throw new Error('at(...) takes yyyy-mm-ddThh:mm:ss');
  return body;
};

const cronTimetable = (pattern: string, timeZone: string): Timetable => {
  const isDate = !pattern.includes(' ');
  // Throws for a zone that does not exist, in fewer words than croner.
  new Intl.DateTimeFormat('en-US', { timeZone });
  const cron = new Cron(pattern, {
    paused: true,
    timezone: timeZone,
    alternativeWeekdays: true,
    sloppyRanges: true,
    domAndDow: true,
    mode: isDate ? 'auto' : '7-part',
  });
  return {
    next(after) {
      let candidate = cron.nextRun(after);
      for (let tries = 0; candidate !== null && tries < MOST_SKIPPED; tries += 1) {
        if ((isDate || cron.match(candidate)) && !isRepeated(candidate, timeZone)) return candidate;
        candidate = cron.nextRun(candidate);
      }
      return undefined;
    },
  };
};

/** Whether the zone's clocks have shown this very time before. */
const isRepeated = (instant: Date, timeZone: string): boolean => {
  const shown = wallClock(instant, timeZone);
  return SET_BACK_MINUTES.some(
    minutes => wallClock(new Date(instant.getTime() - minutes * MILLISECONDS.minute), timeZone) === shown,
  );
};

const wallClock = (instant: Date, timeZone: string): string =>
  instant.toLocaleString('en-US', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
