import type { Database, Executor } from '../db/database.ts';

/** Writes how far a job has come, for who watches. @param fraction from 0 to 1 */
export const reportProgress = async (
  db: Database,
  jobId: string,
  token: string,
  fraction: number,
): Promise<void> => {
  await db.query(
    `-- jobs.progress
     update jobs set progress = $3 where id = $1 and lease_token = $2`,
    [jobId, token, Math.min(1, Math.max(0, fraction))],
  );
};

/** Keeps what the next attempt is to go on from. @returns false when the lease is lost: then it keeps nothing */
export const saveCheckpoint = async (
  db: Executor,
  jobId: string,
  token: string,
  value: unknown,
): Promise<boolean> => {
  const rows = await db.query(
    `-- jobs.save_checkpoint: the job is locked, so nobody takes it over before the transaction ends
     with held as (select id from jobs where id = $1 and lease_token = $2 for no key update)
     update job_payloads set checkpoint = $3
     from held
     where job_payloads.job_id = held.id
     returning job_id`,
    [jobId, token, JSON.stringify(value)],
  );
  return rows.length === 1;
};
