import { describe, expect, it } from '@jest/globals';
import { reconnectDelay } from '../../../client/backoff.ts';

describe('the wait before connecting again', () => {
  it('doubles with each failure in a row, up to half a minute', () => {
    const longest = [0, 1, 2, 3, 10, 100].map(failures => reconnectDelay(failures, 1));
    expect(longest).toEqual([500, 1_000, 2_000, 4_000, 30_000, 30_000]);
  });

  it('is anywhere in the upper half of that, so that clients do not come back all at once', () => {
    expect([0, 0.5, 1].map(random => reconnectDelay(1, random))).toEqual([500, 750, 1_000]);
  });
});
