import { parse } from 'lossless-json';
import { escapePointer, type InputError } from './problem.ts';

/** Deeper than any input of ours, and shallow enough for every recursion over it. */
const MAX_DEPTH = 16;

/**
 * Parses JSON from outside. Unlike JSON.parse it refuses an object with the same key twice, of which different readers
 * would take different values (RFC 8259, section 4).
 *
 * @returns undefined when it is no such JSON
 */
export const parseJson = (text: string): unknown => {
  try {
    return parse(text, undefined, Number);
  } catch {
    return undefined;
  }
};

/**
 * What no database column and no honest client holds: text with a NUL character or half a surrogate pair, fields named
 * to reach a prototype, nesting beyond reason.
 *
 * @param root where the value stands in the request, such as `/body`
 */
export const hostileValues = (root: string, value: unknown, depth = 0): readonly InputError[] => {
  if (depth > MAX_DEPTH) return [{ pointer: root, message: `is nested deeper than ${MAX_DEPTH} levels` }];
  if (typeof value === 'string')
    return isStorable(value) ? [] : [{ pointer: root, message: 'holds text that cannot be stored' }];
  if (typeof value !== 'object' || value === null) return [];
  if (!isPlain(value)) return [{ pointer: root, message: 'has a field whose name is not allowed' }];
  return Object.entries(value).flatMap(([key, field]) =>
    isStorable(key)
      ? hostileValues(`${root}/${escapePointer(key)}`, field, depth + 1)
      : [{ pointer: root, message: 'has a field whose name is not allowed' }],
  );
};

const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/** A `__proto__` field shows as another prototype, or, however it was parsed, as a field of its own. */
const isPlain = (value: object): boolean =>
  !Object.hasOwn(value, '__proto__') &&
  [Object.prototype, Array.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
