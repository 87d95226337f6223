import { describe, expect, it } from '@jest/globals';
import { backoffSeconds } from '../../../../../lib/platform/jobs/backoff.ts';

describe('the wait before the next attempt', () => {
  it('doubles with each attempt that failed', () => {
    expect([1, 2, 3, 4, 5].map(attempt => backoffSeconds(2, attempt, 0))).toEqual([2, 4, 8, 16, 32]);
  });

  it('is up to a quarter longer by chance, so that jobs that failed together do not come back together', () => {
    expect(backoffSeconds(8, 1, 0.999)).toBeCloseTo(10, 1);
    const waits = new Set(Array.from({ length: 50 }, () => backoffSeconds(8, 1)));
    expect(waits.size).toBeGreaterThan(40);
    for (const wait of waits) {
      expect(wait).toBeGreaterThanOrEqual(8);
      expect(wait).toBeLessThanOrEqual(10);
    }
  });

  it('never grows beyond an hour and a quarter, however often it failed', () => {
    expect(backoffSeconds(2, 2000, 0)).toBe(3600);
    expect(backoffSeconds(2, 20, 1)).toBe(4500);
  });
});
