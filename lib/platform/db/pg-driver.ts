import pg from 'pg';
import { IDLE_TIMEOUT_MILLISECONDS, POOL_CONNECT_TIMEOUT_MILLISECONDS, type OpenDatabase } from './driver.ts';
import { pooledDatabase } from './pooled-database.ts';
import { typeParsers } from './types.ts';

/** Any Postgres through node-postgres: a server, RDS Proxy, PgBouncer in transaction mode. */
export const openDatabase: OpenDatabase = ({ url, poolSize, prepares, onIdleError }) => {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: POOL_CONNECT_TIMEOUT_MILLISECONDS,
    idleTimeoutMillis: IDLE_TIMEOUT_MILLISECONDS,
    types: typeParsers(pg.types.getTypeParser),
  });
  // Without these listeners one lost connection, idle or in use, ends the process. The work on it fails by itself.
  pool.on('error', onIdleError);
  pool.on('connect', client => client.on('error', () => undefined));
  return pooledDatabase(pool, prepares);
};
