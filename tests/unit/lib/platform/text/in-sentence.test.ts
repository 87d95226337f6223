import { expect, it } from '@jest/globals';
import { inSentence } from '../../../../../lib/platform/text/in-sentence.ts';

it.each([
  ['Ceramic mug, "large"', 'Ceramic mug, "large"'],
  ['Müsli ☕ 茶', 'Müsli ☕ 茶'],
  ['Two\r\nlines\tand\u2028more', 'Two lines and more'],
  // Else the digits beside an Arabic or Hebrew name change sides with it.
  ['قهوة', '\u2068قهوة\u2069'],
  ['ספל 3', '\u2068ספל 3\u2069'],
  // An override without an end, and an end that would close the isolation.
  ['\u202etxt.exe', 'txt.exe'],
  ['\u2069\u202eקפה', '\u2068קפה\u2069'],
])('a name is put into a sentence so that it changes nothing beside it: %j', (name, expected) => {
  expect(inSentence(name)).toBe(expected);
});
