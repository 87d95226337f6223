import * as z from 'zod';

/** Unicode ends lines with U+2028 and U+2029 too. */
const NO_CONTROLS = /^[^\p{Cc}\u2028\u2029]*$/u;

/**
 * A name or title, without what surrounds it. It has no line break and no other control character, so that it cannot pass
 * for more than a name where it is shown.
 */
export const oneLine = (maxLength: number) =>
  z.string().trim().min(1).max(maxLength).regex(NO_CONTROLS, 'must be one line');
