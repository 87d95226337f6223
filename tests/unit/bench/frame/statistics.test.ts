import { expect, it } from '@jest/globals';
import { pairwise, summarise } from '../../../../bench/frame/statistics.ts';

it('sums rounds up by their median and quartiles, which one disturbed round does not move', () => {
  expect(summarise([10, 12, 11, 9, 1000])).toEqual({
    median: 11,
    lowerQuartile: 10,
    upperQuartile: 12,
    spread: 1 / 11,
  });
  expect(summarise([4, 2])).toMatchObject({ median: 3, lowerQuartile: 2.5, upperQuartile: 3.5 });
  expect(summarise([0, 0])).toMatchObject({ median: 0, spread: 0 });
  expect(() => summarise([])).toThrow(RangeError);
});

it('compares round by round, so that a slow time of the machine cancels out', () => {
  // Both are three times slower in the second half.
  expect(pairwise([2, 2, 6, 6, 6], [1, 1, 3, 3, 3], (value, other) => value / other)).toBe(2);
});
