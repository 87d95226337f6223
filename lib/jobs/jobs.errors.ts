import type { JobState } from '../platform/jobs/job-state.ts';

export interface JobNotFound {
  readonly code: 'job.not_found';
  readonly detail: string;
}

/** Why a job cannot be retried. */
export type RetryError =
  | JobNotFound
  | {
      readonly code: 'job.not_retryable' | 'job.unique_key_taken';
      readonly detail: string;
    };

/** Why a job cannot be cancelled. */
export type CancelError = JobNotFound | { readonly code: 'job.has_ended'; readonly detail: string };

export type JobError = RetryError | CancelError;

export const jobNotFound: JobNotFound = {
  code: 'job.not_found',
  detail: 'There is no such job. Rows of completed jobs are removed after a while.',
};

export const notRetryable = (state: JobState): RetryError => ({
  code: 'job.not_retryable',
  detail: `The job is ${state}. Only failed and cancelled jobs can be retried.`,
});

export const uniqueKeyTaken: RetryError = {
  code: 'job.unique_key_taken',
  detail: 'A live job has its unique key. Retry this one when that has ended.',
};

export const hasEnded = (state: JobState): CancelError => ({
  code: 'job.has_ended',
  detail: `The job has ${state} already.`,
});
