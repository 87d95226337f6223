import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import type { Database } from '../platform/db/database.ts';
import { decodeCursor, toPage, type Page } from '../platform/http/page.ts';
import { invalidCursor, type InvalidRequest } from '../platform/http/request-error.ts';
import { jobNotFound, type JobNotFound } from './jobs.errors.ts';
import type { JobRepository } from './jobs.repository.ts';
import type { Job, JobDetails, JobFilter } from './jobs.schema.ts';

export interface JobReaderDeps {
  readonly db: Database;
  readonly jobs: JobRepository;
}

interface JobSearch extends JobFilter {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const position = z.guid();

/** Finding jobs and reading what has become of them. */
export const createJobReader = ({ db, jobs }: JobReaderDeps) => ({
  /** The jobs that fit, the newest first, a page of them. */
  async list({ limit, cursor, ...filter }: JobSearch): Promise<Result<Page<Job>, InvalidRequest>> {
    const before = cursor === undefined ? undefined : decodeCursor(cursor, position);
    if (cursor !== undefined && before === undefined) return err(invalidCursor);
    const rows = await jobs.search(db, filter, { before, limit: limit + 1 });
    return ok(toPage(rows, limit, ({ id }) => id));
  },

  async get(jobId: string): Promise<Result<JobDetails, JobNotFound>> {
    const found = await jobs.find(db, jobId);
    return found === undefined ? err(jobNotFound) : ok(found);
  },
});
