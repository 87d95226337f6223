/** Characters that turn the direction of the text after them, up to the end of the line. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
/** Letters that are written from right to left. (Unicode, DerivedBidiClass: blocks whose default is R or AL) */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/**
 * A name that somebody has chosen, as a part of a sentence of ours: on one line, and, whatever it is written in, without
 * changing where the words and numbers beside it are shown (Unicode Standard Annex 9).
 */
export const inSentence = (name: string): string => {
  const line = name.replace(TURNING, '').replace(/\s+/g, ' ').trim();
  return RIGHT_TO_LEFT.test(line) ? `${FIRST_STRONG_ISOLATE}${line}${POP_DIRECTIONAL_ISOLATE}` : line;
};
