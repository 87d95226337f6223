import { openDatabase } from '#database-driver';
import { config } from '../config/config.ts';
import * as sections from '../config/sections.ts';
import type { Log } from '../log/log.ts';
import type { PooledDatabase } from './driver.ts';

let shared: PooledDatabase | undefined;

/** The one pool of this process. On Lambda each function has its own process; locally they all share it. */
export const sharedDatabase = (log: Log): PooledDatabase => {
  if (shared !== undefined) return shared;
  const { DATABASE_URL, DATABASE_POOL_SIZE, DATABASE_PREPARE } = config(sections.database);
  shared = openDatabase({
    url: DATABASE_URL,
    poolSize: DATABASE_POOL_SIZE,
    prepares: DATABASE_PREPARE,
    onIdleError: error => {
      log.warn('database.connection_lost', { error });
    },
  });
  return shared;
};

/** Closes it, for a process that is to end; whoever asks again has a new one. */
export const closeSharedDatabase = async (): Promise<void> => {
  const closing = shared;
  shared = undefined;
  await closing?.close();
};
