/**
 * The date in a time zone at an instant, as `2026-11-22`.
 *
 * @throws RangeError for a zone that does not exist
 */
export const localDateAt = (instant: Date, zone: string): string =>
  // The Swedish locale writes dates as ISO 8601 does.
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(instant);

const MILLISECONDS_PER_DAY = 86_400_000;

const shifted = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);

/** The date before a date. Dates alone have no zone and no daylight saving. */
export const dayBefore = (date: string): string => shifted(date, -1);

/** The date after a date. */
export const dayAfter = (date: string): string => shifted(date, 1);
