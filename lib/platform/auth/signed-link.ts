import { createHmac, timingSafeEqual } from 'node:crypto';
import { config } from '../config/config.ts';
import * as sections from '../config/sections.ts';

const DAY_MILLISECONDS = 86_400_000;
/** A link in a mail opens what it shows for a week, to whoever holds it; nothing else. */
const LINK_DAYS = 7;

const signatureOf = (path: string, expires: number): string =>
  createHmac('sha256', config(sections.links).LINK_SECRET).update(`${path}\n${expires}`).digest('base64url');

/** A URL that opens one path of the API without a sign-in, until it expires. Made where it is sent and never stored. */
export const signedUrl = (path: string, now: Date): string => {
  const expires = Math.floor((now.getTime() + LINK_DAYS * DAY_MILLISECONDS) / 1000);
  // An API may be mounted below a path of its domain.
  const url = new URL(config(sections.links).API_URL.replace(/\/$/, '') + path);
  url.searchParams.set('expires', String(expires));
  url.searchParams.set('signature', signatureOf(path, expires));
  return url.href;
};

/** Whether a signature is ours for this path, and has not expired. */
export const isSigned = (
  path: string,
  { expires, signature }: { expires: number; signature: string },
  now: Date,
): boolean => {
  // Compared as they are written: several texts decode to the same bytes.
  const expected = Buffer.from(signatureOf(path, expires));
  const actual = Buffer.from(signature);
  return (
    expires * 1000 > now.getTime() && actual.length === expected.length && timingSafeEqual(actual, expected)
  );
};
