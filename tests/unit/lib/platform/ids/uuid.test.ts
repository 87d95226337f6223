import { describe, expect, it } from '@jest/globals';
import { firstUuidv7At, uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';

const NOW = Date.UTC(2026, 10, 22, 10);

describe('an id', () => {
  it('is a UUID of version 7 and the variant of RFC 9562, with its time in front', () => {
    const id = uuidv7(NOW);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(NOW);
  });

  it('sorts after those made in an earlier millisecond', () => {
    const ids = Array.from({ length: 300 }, (_, index) => uuidv7(NOW + index));
    expect(ids.toSorted()).toEqual(ids);
  });

  it('sorts after those made before it, also within one millisecond', () => {
    const ids = Array.from({ length: 20_000 }, () => uuidv7());
    expect(ids.toSorted()).toEqual(ids);
  });

  it('is nobody else’s, also among many made in one millisecond', () => {
    const ids = Array.from({ length: 20_000 }, () => uuidv7(NOW));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('falls on or after the first of its millisecond, and before the first of the next', () => {
    const id = uuidv7(NOW);
    expect(firstUuidv7At(NOW) <= id).toBe(true);
    expect(id < firstUuidv7At(NOW + 1)).toBe(true);
  });
});
