import { createHash } from 'node:crypto';
import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import type { Database, Executor } from '../db/database.ts';
import { SQLSTATE, sqlState } from '../db/sqlstate.ts';
import { withTransaction, type Transaction } from '../db/transaction.ts';

/** The key of one request: whose it is, for which route, and what was asked. */
export interface IdempotencyKey {
  /** User and route: the keys of two users never meet. */
  readonly scope: string;
  readonly key: string;
  /** SHA-256 of the parsed request. */
  readonly fingerprint: string;
}

export interface KeyReused {
  readonly code: 'idempotency.key_reused';
  readonly detail: string;
}
export interface InFlight {
  readonly code: 'idempotency.in_flight';
  readonly detail: string;
  readonly retryAfterSeconds: number;
}
export type IdempotencyError = KeyReused | InFlight;

export const keyReused: KeyReused = {
  code: 'idempotency.key_reused',
  detail: 'This Idempotency-Key was used with another request. Use a fresh key for a new one.',
};

export const inFlight: InFlight = {
  code: 'idempotency.in_flight',
  detail: 'A request with this key, or one for the same rows, is still at work. Send the same request again.',
  retryAfterSeconds: 1,
};

/**
 * Binds a key to its caller, route and request.
 *
 * @param request the parsed parts: fields stand in the order of their schema, so equal requests have equal fingerprints
 */
export const idempotencyKey = (key: string, scope: string, request: unknown): IdempotencyKey => ({
  scope,
  key,
  fingerprint: createHash('sha256').update(JSON.stringify(request)).digest('hex'),
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

/**
 * Runs `work` in a transaction, once for a key: its success is recorded in that very transaction, and a repeat is answered
 * from the record without working again. A failure records nothing, so the same request may be tried again. A twin in
 * flight is waited for as long as the database's lock time-out, 2 s.
 *
 * @param snapshot the schema of what `work` returns: first answer and replay are both parsed by it. It holds no secret
 */
export const once = async <T, E>(
  db: Database,
  key: IdempotencyKey | undefined,
  snapshot: z.ZodType<T>,
  work: (tx: Transaction) => Promise<Result<T, E>>,
): Promise<Result<T, E | IdempotencyError>> => {
  if (key === undefined) return withTransaction(db, work);
  try {
    return await withTransaction<T, E | IdempotencyError>(db, async tx => {
      if (!(await reserve(tx, key))) return replay(tx, key, snapshot);
      const result = await work(tx);
      if (result.isErr()) return result;
      await record(tx, key, result.value);
      return ok(snapshot.parse(result.value));
    });
  } catch (error) {
    if (sqlState(error) === SQLSTATE.lockNotAvailable) return err(inFlight);
    throw error;
  }
};

const reserve = async (tx: Transaction, { scope, key, fingerprint }: IdempotencyKey): Promise<boolean> => {
  const rows = await tx.query(
    `-- idempotency_keys.reserve: waits for a twin that has reserved the key and not committed yet
     insert into idempotency_keys (scope, key, fingerprint, snapshot) values ($1, $2, $3, 'null')
     on conflict (scope, key) do nothing
     returning key`,
    [scope, key, fingerprint],
  );
  return rows.length === 1;
};

const record = async (tx: Transaction, { scope, key }: IdempotencyKey, value: unknown): Promise<void> => {
  await tx.query(
    `-- idempotency_keys.record
     update idempotency_keys set snapshot = $3 where scope = $1 and key = $2`,
    [scope, key, JSON.stringify(value)],
  );
};

const replay = async <T>(
  tx: Transaction,
  key: IdempotencyKey,
  snapshot: z.ZodType<T>,
): Promise<Result<T, IdempotencyError>> => {
  const recorded = await findRecorded(tx, key);
  // The record has expired between the two statements.
  if (recorded === undefined) return err(inFlight);
  return recorded.fingerprint === key.fingerprint ? ok(snapshot.parse(recorded.snapshot)) : err(keyReused);
};
