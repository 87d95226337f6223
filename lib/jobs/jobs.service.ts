import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import type { Database } from '../platform/db/database.ts';
import { readCursor, toPage, type Page } from '../platform/http/page.ts';
import type { InvalidRequest } from '../platform/http/request-error.ts';
import { jobNotFound, type JobNotFound } from './jobs.errors.ts';
import type { JobRepository } from './jobs.repository.ts';
import type { Job, JobDetails, JobFilter } from './jobs.schema.ts';
import type { JobSearchRepository } from './jobs.search.repository.ts';

export interface JobFinderDeps {
  readonly db: Database;
  readonly jobSearch: JobSearchRepository;
}

export interface JobReaderDeps {
  readonly db: Database;
  readonly jobs: JobRepository;
}

interface JobSearch extends JobFilter {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const position = z.guid();

/** Finding jobs. */
export const createJobFinder = ({ db, jobSearch }: JobFinderDeps) => ({
  /** The jobs that fit, the newest first, a page of them. */
  async list({ limit, cursor, ...filter }: JobSearch): Promise<Result<Page<Job>, InvalidRequest>> {
    const before = readCursor(cursor, position);
    if (before.isErr()) return err(before.error);
    const rows = await jobSearch.search(db, filter, { before: before.value, limit: limit + 1 });
    return ok(toPage(rows, limit, ({ id }) => id));
  },
});

/** Reading what has become of a job. */
export const createJobReader = ({ db, jobs }: JobReaderDeps) => ({
  async get(jobId: string): Promise<Result<JobDetails, JobNotFound>> {
    const found = await jobs.find(db, jobId);
    return found === undefined ? err(jobNotFound) : ok(found);
  },
});
