import { Pool, types, type PoolClient } from '@neondatabase/serverless';
import { IDLE_TIMEOUT_MILLISECONDS, POOL_CONNECT_TIMEOUT_MILLISECONDS, type OpenDatabase } from './driver.ts';
import { pooledDatabase } from './pooled-database.ts';
import { typeParsers } from './types.ts';

/** Neon over its WebSocket protocol. Chosen when the bundle is built, by the import condition `neon`. */
export const openDatabase: OpenDatabase = ({ url, poolSize, prepares, onIdleError }) => {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: POOL_CONNECT_TIMEOUT_MILLISECONDS,
    idleTimeoutMillis: IDLE_TIMEOUT_MILLISECONDS,
    types: typeParsers((oid, format) => types.getTypeParser(oid, format) as unknown),
  });
  // As for pg: without these listeners a lost connection ends the process.
  pool.on('error', onIdleError);
  pool.on('connect', (client: PoolClient) => client.on('error', () => undefined));
  return pooledDatabase(pool, prepares);
};
