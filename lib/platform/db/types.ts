/** Object ids of the Postgres types whose text the drivers hand to us. */
const INT8 = 20;
const TIMESTAMPTZ = 1184;

const toSafeInteger = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('an int8 column holds a value beyond 2^53');
  return value;
};

const toIsoString = (text: string): string => new Date(text).toISOString();

/**
 * How column values become JavaScript values, the same for both drivers: int8 as a number (money in cents, sequences),
 * timestamptz as an ISO 8601 string in UTC, ready for JSON; everything else as the driver does it.
 */
export const typeParsers = (fallback: (oid: number, format?: 'text' | 'binary') => unknown) => ({
  getTypeParser: (oid: number, format?: 'text' | 'binary'): unknown => {
    if (oid === INT8) return toSafeInteger;
    if (oid === TIMESTAMPTZ) return toIsoString;
    return fallback(oid, format);
  },
});
