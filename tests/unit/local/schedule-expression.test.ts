import { describe, expect, it } from '@jest/globals';
import { cronPattern, parseScheduleExpression } from '../../../local/schedule-expression.ts';

const NEW_YORK = 'America/New_York';

/** The next times after `from`, as ISO strings without their milliseconds. */
const due = (
  expression: string,
  timeZone: string,
  from: string,
  count: number,
): readonly (string | undefined)[] => {
  const timetable = parseScheduleExpression(expression, timeZone, new Date(from));
  const times: (Date | undefined)[] = [];
  for (let after: Date | undefined = new Date(from); after !== undefined && times.length < count;) {
    after = timetable.next(after);
    times.push(after);
  }
  return times.map(time => time?.toISOString().replace('.000Z', 'Z'));
};

describe('cron(...)', () => {
  it('is due at the local time of its zone', () => {
    expect(due('cron(0 2 * * ? *)', NEW_YORK, '2026-06-01T00:00:00Z', 2)).toEqual([
      '2026-06-01T06:00:00Z',
      '2026-06-02T06:00:00Z',
    ]);
    expect(due('cron(0 2 * * ? *)', NEW_YORK, '2026-12-01T00:00:00Z', 1)).toEqual(['2026-12-01T07:00:00Z']);
  });

  it('skips the day on which its local time does not exist', () => {
    expect(due('cron(30 2 * * ? *)', NEW_YORK, '2026-03-07T00:00:00Z', 3)).toEqual([
      '2026-03-07T07:30:00Z',
      '2026-03-09T06:30:00Z',
      '2026-03-10T06:30:00Z',
    ]);
  });

  it('is due once on the day on which its local time exists twice', () => {
    expect(due('cron(30 1 * * ? *)', NEW_YORK, '2026-10-31T12:00:00Z', 2)).toEqual([
      '2026-11-01T05:30:00Z',
      '2026-11-02T06:30:00Z',
    ]);
  });

  it('rests through the repeated hour when it is due several times an hour', () => {
    expect(due('cron(0/30 * * * ? *)', NEW_YORK, '2026-11-01T05:00:00Z', 3)).toEqual([
      '2026-11-01T05:30:00Z',
      '2026-11-01T07:00:00Z',
      '2026-11-01T07:30:00Z',
    ]);
  });

  it('counts the days of the week from Sunday as 1', () => {
    expect(due('cron(0 9 ? * 1 *)', 'UTC', '2026-01-01T00:00:00Z', 1)).toEqual(['2026-01-04T09:00:00Z']);
    expect(due('cron(0 9 ? * 2-6 *)', 'UTC', '2026-01-02T10:00:00Z', 1)).toEqual(['2026-01-05T09:00:00Z']);
  });

  it.each([
    ['the last day of the month', 'cron(0 9 L * ? *)', '2026-01-31T09:00:00Z'],
    ['the weekday nearest to a day', 'cron(0 9 3W * ? *)', '2026-01-02T09:00:00Z'],
    ['the nth weekday', 'cron(0 9 ? * 2#1 *)', '2026-01-05T09:00:00Z'],
    ['the last such weekday', 'cron(0 9 ? * 6L *)', '2026-01-30T09:00:00Z'],
    ['the last day of the week', 'cron(0 9 ? * L *)', '2026-01-03T09:00:00Z'],
    ['names of days', 'cron(0 9 ? * MON-FRI *)', '2026-01-01T09:00:00Z'],
    ['steps from a value', 'cron(5/20 0 1 1 ? *)', '2026-01-01T00:05:00Z'],
    ['a year', 'cron(0 9 1 1 ? 2030-2031)', '2030-01-01T09:00:00Z'],
  ])('knows %s', (_what, expression, first) => {
    expect(due(expression, 'UTC', '2026-01-01T00:00:00Z', 1)).toEqual([first]);
  });

  it('is never due again once its year has passed', () => {
    expect(due('cron(0 9 1 1 ? 2025)', 'UTC', '2026-01-01T00:00:00Z', 1)).toEqual([undefined]);
  });
});

describe('rate(...)', () => {
  it('counts from the start', () => {
    expect(due('rate(5 minutes)', 'UTC', '2026-01-01T00:01:30Z', 2)).toEqual([
      '2026-01-01T00:06:30Z',
      '2026-01-01T00:11:30Z',
    ]);
  });
});

describe('at(...)', () => {
  it('is due once, at the local time of its zone', () => {
    expect(due('at(2026-06-01T08:00:00)', NEW_YORK, '2026-01-01T00:00:00Z', 2)).toEqual([
      '2026-06-01T12:00:00Z',
      undefined,
    ]);
  });
});

describe('an expression that cannot be honoured', () => {
  it.each([
    ['no kind that there is', 'every day', 'it must be rate(...), cron(...) or at(...)'],
    ['seconds', 'rate(30 seconds)', 'rate(...) takes a whole number of minutes, hours or days'],
    ['no time at all', 'rate(0 minutes)', 'rate(...) takes a whole number of minutes, hours or days'],
    ['five fields', 'cron(0 2 * * ?)', 'cron(...) has six fields'],
    ['both kinds of day', 'cron(0 2 * * * *)', 'exactly one of day-of-month and day-of-week must be ?'],
    ['neither kind of day', 'cron(0 2 ? * ? *)', 'exactly one of day-of-month and day-of-week must be ?'],
    ['a minute beyond 59', 'cron(60 2 * * ? *)', 'Invalid value for minute'],
    ['a date that is not whole', 'at(2026-06-01)', 'at(...) takes yyyy-mm-ddThh:mm:ss'],
  ])('is refused: %s', (_what, expression, reason) => {
    expect(() => parseScheduleExpression(expression, 'UTC', new Date(0))).toThrow(reason);
  });

  it('is refused for a zone that does not exist', () => {
    expect(() => parseScheduleExpression('cron(0 2 * * ? *)', 'Mars/Base', new Date(0))).toThrow('Mars/Base');
  });
});

describe('cronPattern', () => {
  it('begins with the second 0, which AWS has no field for', () => {
    expect(cronPattern('15 10 ? * 6L 2026-2027')).toBe('0 15 10 ? * 6L 2026-2027');
  });
});
