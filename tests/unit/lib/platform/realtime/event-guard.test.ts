import { describe, expect, it } from '@jest/globals';
import { createEventGuard } from '../../../../../lib/platform/realtime/event-guard.ts';

/** A user on one connection. */
const of = (userId: string, connectionId = userId) => ({ userId, connectionId });

/** What becomes of events that come all at one time. */
const verdicts = (guard: ReturnType<typeof createEventGuard>, count: number, at: number, who = of('u1')) =>
  Array.from({ length: count }, () => guard.judge(who, at));
const fine = (list: readonly string[]) => list.filter(verdict => verdict === 'fine').length;

describe('a user', () => {
  it('may send forty events at once, and twenty a second from then on', () => {
    const guard = createEventGuard();
    expect(fine(verdicts(guard, 60, 0))).toBe(40);
    expect(fine(verdicts(guard, 60, 1_000))).toBe(20);
    expect(fine(verdicts(guard, 60, 1_500))).toBe(10);
    expect(fine(verdicts(guard, 60, 60_000))).toBe(40);
  });

  it('is not counted for another', () => {
    const guard = createEventGuard();
    verdicts(guard, 60, 0, of('u1'));
    expect(guard.judge(of('u2'), 0)).toBe('fine');
  });

  it('that goes on for a hundred refusals is abuse, one that stops is not', () => {
    const guard = createEventGuard();
    expect(verdicts(guard, 40 + 99, 0).includes('abuse')).toBe(false);
    expect(guard.judge(of('u1'), 0)).toBe('abuse');
    expect(guard.judge(of('u1'), 1_000)).toBe('fine');
    expect(verdicts(guard, 100, 1_000).includes('abuse')).toBe(false);
  });

  it('is counted over all their connections, but only the one that floods is abuse', () => {
    const guard = createEventGuard();
    verdicts(guard, 40, 0, of('u1', 'phone'));
    expect(verdicts(guard, 100, 0, of('u1', 'laptop'))).toEqual([
      ...Array.from({ length: 99 }, () => 'too many'),
      'abuse',
    ]);
    expect(guard.judge(of('u1', 'phone'), 0)).toBe('too many');
  });

  it('gains nothing by a clock that goes back', () => {
    const guard = createEventGuard();
    verdicts(guard, 40, 5_000);
    expect(guard.judge(of('u1'), 0)).toBe('too many');
  });

  it('is forgotten when it has been silent longest of ten thousand', () => {
    const guard = createEventGuard();
    verdicts(guard, 60, 0, of('loud'));
    for (let number = 0; number < 9_999; number += 1) guard.judge(of(`u${number}`), 0);
    expect(guard.judge(of('loud'), 0)).toBe('too many');
    for (let number = 10_000; number < 20_000; number += 1) guard.judge(of(`u${number}`), 0);
    expect(guard.judge(of('loud'), 0)).toBe('fine');
  });
});
