import { escapePointer, type InputError } from './problem.ts';

/** Deeper than any input of ours, and shallow enough for every recursion over it. */
const MAX_DEPTH = 16;

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

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
    const unit = json.charCodeAt(at);
    if (unit === COLON) keys += 1;
    else if (unit === QUOTE) at = endOfString(json, at);
  }
  return keys;
};

const endOfString = (json: string, opening: number): number => {
  let at = opening + 1;
  for (let unit = json.charCodeAt(at); unit !== QUOTE; unit = json.charCodeAt(at))
    at += unit === BACKSLASH ? 2 : 1;
  return at;
};

/** @throws RangeError when it is nested too deeply */
const keysOf = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  const values: readonly unknown[] = Object.values(value);
  let keys = Array.isArray(value) ? 0 : values.length;
  for (const each of values) keys += keysOf(each);
  return keys;
};

/**
 * What no database column and no honest client holds: text with a NUL character or half a surrogate pair, fields named
 * to reach a prototype, nesting beyond reason.
 *
 * @param root where the value stands in the request, such as `/body`
 */
export const hostileValues = (root: string, value: unknown): readonly InputError[] => {
  const errors: InputError[] = [];
  /** The names of the fields that lead to where it looks. */
  const path: string[] = [];
  const refuse = (message: string): void => {
    errors.push({ pointer: [root, ...path.map(escapePointer)].join('/'), message });
  };
  const look = (at: unknown): void => {
    if (path.length > MAX_DEPTH) refuse(`is nested deeper than ${MAX_DEPTH} levels`);
    else if (typeof at === 'string') {
      if (!isStorable(at)) refuse('holds text that cannot be stored');
    } else if (typeof at === 'object' && at !== null) {
      if (!isPlain(at)) refuse('has a field whose name is not allowed');
      else
        for (const name of Object.keys(at)) lookInto(name, (at as Readonly<Record<string, unknown>>)[name]);
    }
  };
  const lookInto = (name: string, field: unknown): void => {
    if (!isStorable(name)) {
      refuse('has a field whose name is not allowed');
      return;
    }
    path.push(name);
    look(field);
    path.pop();
  };
  look(value);
  return errors;
};

const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

const PLAIN = [Object.prototype, Array.prototype, null];
/** A `__proto__` field shows as another prototype, or, however it was parsed, as a field of its own. */
const isPlain = (value: object): boolean =>
  !Object.hasOwn(value, '__proto__') && PLAIN.includes(Object.getPrototypeOf(value) as object | null);
