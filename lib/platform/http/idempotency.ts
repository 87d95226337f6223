import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Executor } from '../db/database.ts';

/** The key of one request: whose it is, for which route, and what was asked. */
export interface IdempotencyKey {
  readonly scope: string;
  readonly key: string;
  readonly fingerprint: string;
}

export type IdempotencyError =
  | { readonly code: 'idempotency.key_reused'; readonly detail: string }
  | { readonly code: 'idempotency.in_flight'; readonly detail: string; readonly retryAfterSeconds: number };

export const keyReused: IdempotencyError = {
  code: 'idempotency.key_reused',
  detail: 'This Idempotency-Key was used with another body. Use a fresh key for a new request.',
};

export const inFlight: IdempotencyError = {
  code: 'idempotency.in_flight',
  detail: 'A request with this key, or one for the same rows, is still at work. Send the same request again.',
  retryAfterSeconds: 1,
};

/**
 * Binds a key to its caller, route and body.
 *
 * @param body the parsed body: fields stand in the order of its schema, so equal requests have equal fingerprints
 */
export const idempotencyKey = (key: string, scope: string, body: unknown): IdempotencyKey => ({
  scope,
  key,
  fingerprint: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
});

const recordRow = z.object({ fingerprint: z.string(), snapshot: z.unknown() });

/** What was recorded for a key; undefined when no request with it has succeeded. */
export const findRecorded = async (db: Executor, { scope, key }: IdempotencyKey) => {
  const [row] = await db.query(
    `-- idempotency_keys.find
     select fingerprint, snapshot from idempotency_keys where scope = $1 and key = $2`,
    [scope, key],
  );
  return row && recordRow.parse(row);
};
