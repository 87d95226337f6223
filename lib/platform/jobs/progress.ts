import type { Database } from '../db/database.ts';

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

/** Keeps what the next attempt is to go on from; nothing when the lease is lost. */
export const saveCheckpoint = async (
  db: Database,
  jobId: string,
  token: string,
  value: unknown,
): Promise<void> => {
  await db.query(
    `-- jobs.save_checkpoint
     update job_payloads set checkpoint = $3
     from jobs
     where job_payloads.job_id = $1 and jobs.id = $1 and jobs.lease_token = $2`,
    [jobId, token, JSON.stringify(value)],
  );
};
