import { existsSync, readFileSync } from 'node:fs';
import type { Executor } from '../../lib/platform/db/database.ts';

/** How many ticks Linux counts in a second, on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Of the fields after the name in /proc/<pid>/stat, which may hold blanks: see proc(5). */
const PARENT = 1;
const OWN = [11, 12] as const;
const OF_ENDED_CHILDREN = [13, 14] as const;

/** Whether this system tells the processor time of a process. */
export const tellsProcessorTime = existsSync('/proc/self/stat');

/**
 * The processor time that a server has used for the statements of one connection: that of its process, and that of parallel workers, which
 * are the server's children and counted when they have ended. Unlike time on a clock, it hardly depends on what else runs.
 */
export const openProcessorClock = async (db: Executor): Promise<() => number> => {
  const [row] = await db.query('/* bench.backend */ select pg_backend_pid() as pid');
  const backend = Number(row?.['pid']);
  const server = statOf(backend)[PARENT] ?? 0;
  return () => secondsOf(statOf(backend), OWN) + secondsOf(statOf(server), OF_ENDED_CHILDREN);
};

const statOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ').map(Number) ?? [];

const secondsOf = (stat: readonly number[], fields: readonly number[]): number =>
  fields.reduce((sum, field) => sum + (stat[field] ?? 0), 0) / TICKS_PER_SECOND;
