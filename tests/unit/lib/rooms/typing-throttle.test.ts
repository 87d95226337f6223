import { expect, it } from '@jest/globals';
import { createTypingThrottle } from '../../../../lib/rooms/typing-throttle.ts';

it('a start is told again after two seconds, a stop once, and each person for themselves', () => {
  const throttle = createTypingThrottle();
  const said = (who: string, typing: boolean, now: number) => throttle.passes(who, typing, now);
  expect([said('ada', true, 0), said('ada', true, 1_999), said('ada', true, 2_000)]).toEqual([
    true,
    false,
    true,
  ]);
  expect([said('ben', true, 2_000), said('ada', false, 2_500), said('ada', false, 2_600)]).toEqual([
    true,
    true,
    false,
  ]);
  expect([said('ada', true, 2_700), said('ada', true, 4_000)]).toEqual([false, true]);
});

it('a stop is told by an instance that has not heard of the start, and a clock that goes back silences nobody', () => {
  const throttle = createTypingThrottle();
  expect(throttle.passes('ada', false, 10_000)).toBe(true);
  expect(throttle.passes('ada', true, 0)).toBe(true);
});
