import { escapePointer, type InputError } from './problem.ts';

/** Deeper than any input of ours, and shallow enough for every recursion over it. */
const MAX_DEPTH = 16;

/**
 * Parses JSON from outside. Unlike JSON.parse it refuses an object with the same key twice, of which different readers
 * would take different values (RFC 8259, section 4): of two, JSON.parse keeps one, so there are fewer keys than in the text.
 *
 * @returns undefined when it is no such JSON
 */
export const parseJson = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return keysWritten(text) === keysOf(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** How many keys JSON text has: a colon outside of strings follows each. */
const keysWritten = (json: string): number => {
  let keys = 0;
  for (let at = 0; at < json.length; at += 1) {
    if (json[at] === ':') keys += 1;
    else if (json[at] === '"') at = endOfString(json, at);
  }
  return keys;
};

const endOfString = (json: string, opening: number): number => {
  let at = opening + 1;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
};

/** @throws RangeError when it is nested too deeply */
const keysOf = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  const values: readonly unknown[] = Object.values(value);
  return values.reduce<number>((keys, each) => keys + keysOf(each), Array.isArray(value) ? 0 : values.length);
};

/**
 * What no database column and no honest client holds: text with a NUL character or half a surrogate pair, fields named
 * to reach a prototype, nesting beyond reason.
 *
 * @param root where the value stands in the request, such as `/body`
 */
export const hostileValues = (root: string, value: unknown): readonly InputError[] =>
  isHarmless(value) ? [] : hostileAt(root, value);

/** Says less than `hostileAt`, and costs a request that is as it should be less. */
const isHarmless = (value: unknown, depth = 0): boolean => {
  if (depth > MAX_DEPTH) return false;
  if (typeof value === 'string') return isStorable(value);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(each => isHarmless(each, depth + 1));
  return (
    isPlain(value) &&
    Object.entries(value).every(([key, field]) => isStorable(key) && isHarmless(field, depth + 1))
  );
};

const hostileAt = (root: string, value: unknown, depth = 0): readonly InputError[] => {
  if (depth > MAX_DEPTH) return [{ pointer: root, message: `is nested deeper than ${MAX_DEPTH} levels` }];
  if (typeof value === 'string')
    return isStorable(value) ? [] : [{ pointer: root, message: 'holds text that cannot be stored' }];
  if (typeof value !== 'object' || value === null) return [];
  if (!isPlain(value)) return [{ pointer: root, message: 'has a field whose name is not allowed' }];
  return Object.entries(value).flatMap(([key, field]) =>
    isStorable(key)
      ? hostileAt(`${root}/${escapePointer(key)}`, field, depth + 1)
      : [{ pointer: root, message: 'has a field whose name is not allowed' }],
  );
};

const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/** A `__proto__` field shows as another prototype, or, however it was parsed, as a field of its own. */
const isPlain = (value: object): boolean =>
  !Object.hasOwn(value, '__proto__') &&
  [Object.prototype, Array.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
