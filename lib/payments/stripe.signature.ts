import { createHmac, timingSafeEqual } from 'node:crypto';

/** An event that is older may be one that somebody has recorded. Stripe signs each delivery anew. */
const TOLERANCE_SECONDS = 300;

/**
 * Whether Stripe has signed these very bytes, lately (https://docs.stripe.com/webhooks, "Verify manually").
 *
 * @param header `t=<seconds>,v1=<hex>`, with a `v1` for each secret that is valid while one replaces another
 * @param secrets those of the endpoint that are taken; any will do
 */
export const isSignedByStripe = (
  header: string,
  payload: Buffer,
  secrets: readonly string[],
  now: Date,
): boolean => {
  const fields = header.split(',').map(field => field.trim().split('='));
  const valuesOf = (name: string) => fields.flatMap(([key, value]) => (key === name && value ? [value] : []));
  const [timestamp = ''] = valuesOf('t');
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const signatures = valuesOf('v1').map(hex => Buffer.from(hex, 'hex'));
  return secrets
    .map(secret => createHmac('sha256', secret).update(`${timestamp}.`).update(payload).digest())
    .some(expected => signatures.some(given => isSame(given, expected)));
};

const isSame = (given: Buffer, expected: Buffer): boolean =>
  given.length === expected.length && timingSafeEqual(given, expected);
