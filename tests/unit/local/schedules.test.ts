import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { InvocationOutcome } from '../../../local/invoke.ts';
import type { Schedule } from '../../../local/schedule-config.ts';
import { parseScheduleExpression } from '../../../local/schedule-expression.ts';
import { scheduleEvent, startSchedules } from '../../../local/schedules.ts';

const START = new Date('2026-01-01T00:00:00Z');

const scheduleWith = (expression: string, input?: string): Schedule => ({
  name: 'daily',
  functionName: 'strata-dev-dailyReport',
  timeoutSeconds: 60,
  timetable: parseScheduleExpression(expression, 'UTC', START),
  input,
});

describe('scheduleEvent', () => {
  it("fills in EventBridge's context attributes", () => {
    const input =
      '{"at":"<aws.scheduler.scheduled-time>","id":"<aws.scheduler.execution-id>","try":"<aws.scheduler.attempt-number>","of":"<aws.scheduler.schedule-arn>"}';
    const event = scheduleEvent(scheduleWith('rate(1 minute)', input), 'us-east-1', START, 2, 'id-1');
    expect(event).toEqual({
      at: '2026-01-01T00:00:00Z',
      id: 'id-1',
      try: '2',
      of: 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/daily',
    });
  });

  it('is what EventBridge sends where the template has no input', () => {
    const event = scheduleEvent(scheduleWith('rate(1 minute)'), 'us-east-1', START, 1, 'id-1');
    expect(event).toMatchObject({
      source: 'aws.scheduler',
      'detail-type': 'Scheduled Event',
      time: '2026-01-01T00:00:00Z',
    });
  });
});

describe('startSchedules', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: START });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const start = (schedule: Schedule, outcomes: InvocationOutcome[] = []) => {
    const events: unknown[] = [];
    const warnings: string[] = [];
    const running = startSchedules({
      schedules: [schedule],
      region: 'us-east-1',
      invoke: async (_schedule, event) => {
        events.push(event);
        return outcomes.shift() ?? { ok: true, result: undefined };
      },
      report: {
        line: () => undefined,
        warn: text => warnings.push(text),
        step: (_name, work) => work(),
      },
    });
    return { events, warnings, stop: () => running.stop() };
  };

  const at = '{"at":"<aws.scheduler.scheduled-time>","try":"<aws.scheduler.attempt-number>"}';

  it('invokes at each time that is due', async () => {
    const { events, stop } = start(scheduleWith('rate(2 minutes)', at));
    await jest.advanceTimersByTimeAsync(4 * 60_000);
    await stop();
    expect(events).toEqual([
      { at: '2026-01-01T00:02:00Z', try: '1' },
      { at: '2026-01-01T00:04:00Z', try: '1' },
    ]);
  });

  it('tries once more after a failure, and says so', async () => {
    const { events, warnings, stop } = start(scheduleWith('at(2026-01-01T00:01:00)', at), [
      { ok: false, reason: 'no' },
    ]);
    await jest.advanceTimersByTimeAsync(120_000);
    await stop();
    expect(events).toEqual([
      { at: '2026-01-01T00:01:00Z', try: '1' },
      { at: '2026-01-01T00:01:00Z', try: '2' },
    ]);
    expect(warnings).toEqual(['Schedule daily failed (attempt 1 of 2): no.']);
  });

  it('makes up once for the times that passed while the machine slept', async () => {
    const { events, stop } = start(scheduleWith('rate(1 minute)', at));
    jest.setSystemTime(new Date('2026-01-01T00:10:15Z'));
    await jest.advanceTimersByTimeAsync(30_000);
    await stop();
    expect(events).toEqual([{ at: '2026-01-01T00:10:00Z', try: '1' }]);
  });

  it('invokes nothing once it was stopped', async () => {
    const { events, stop } = start(scheduleWith('rate(1 minute)', at));
    await stop();
    await jest.advanceTimersByTimeAsync(120_000);
    expect(events).toEqual([]);
  });
});
