import { expect, it } from '@jest/globals';
import { fitting } from '../../../../../lib/platform/realtime/frame-size.ts';

const FRAME_BYTES = 32 * 1024;

it.each(['a', 'é', '🙂', '\u0001', '"'])(
  'what is cut from a list fits into a frame, whatever it is written in (%j)',
  letter => {
    const items = Array.from({ length: 500 }, () => letter.repeat(100));
    const page = fitting(items);
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(FRAME_BYTES - 1024);
    const next = JSON.stringify(items.slice(0, page.length + 1));
    if (page.length < items.length) expect(Buffer.byteLength(next)).toBeGreaterThan(27 * 1024);
  },
);

it('the first of a list is there however large it is, and all of a short one', () => {
  expect(fitting(['x'.repeat(100_000), 'y'])).toHaveLength(1);
  expect(fitting(['x', 'y'])).toEqual(['x', 'y']);
  expect(fitting([])).toEqual([]);
});
