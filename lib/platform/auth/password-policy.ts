import { createHash } from 'node:crypto';
import { lazily } from '../lazily/lazily.ts';
import { commonPasswordDigests } from './common-passwords.ts';

/**
 * Which passwords are too easy to guess, after NIST SP 800-63B-4, section 3.1.1.2: common ones, repetitions, sequences and
 * what is known of their owner. There is no rule on kinds of characters. Import it only where passwords are set: it brings
 * the list of common ones.
 */

/** Characters of a digest, 48 bits: no other password meets one of the list by chance. */
export const DIGEST_LENGTH = 8;
/** `aaaaaaaaaa` and `1212121212` have fewer different characters than this. */
const FEWEST_CHARACTERS = 4;

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** How the list of common passwords names one, whatever its case. */
export const commonPasswordDigest = (password: string): string =>
  createHash('sha256').update(plain(password)).digest('base64url').slice(0, DIGEST_LENGTH);

const commonPasswords = lazily(
  (): ReadonlySet<string> =>
    new Set(commonPasswordDigests.replaceAll('\n', '').match(new RegExp(`.{${DIGEST_LENGTH}}`, 'g'))),
);

/** @returns why the password may not be chosen, for its field's message; undefined when it may */
export const weaknessOf = (
  password: string,
  owner: { readonly name?: string | undefined; readonly email?: string | undefined },
): string | undefined => {
  if (commonPasswords().has(commonPasswordDigest(password))) return 'is one of the most common passwords';
  const characters = Array.from(plain(password));
  if (new Set(characters).size < FEWEST_CHARACTERS) return 'repeats the same few characters';
  if (isSequence(characters)) return 'is a sequence that everybody knows';
  const known = [owner.name, owner.email, owner.email?.split('@')[0]].map(text => text && plain(text));
  if (known.includes(characters.join(''))) return 'is your name or address';
  return undefined;
};

/** `0123456789`, `abcdefghijk` and the same backwards: each character is one beyond the last. */
const isSequence = (characters: readonly string[]): boolean => {
  const steps = characters.slice(1).map((character, index) => codeOf(character) - codeOf(characters[index]));
  const [first] = steps;
  return Math.abs(first ?? 0) === 1 && steps.every(step => step === first);
};

const codeOf = (character = ''): number => character.codePointAt(0) ?? 0;
