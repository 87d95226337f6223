import { createDeadLetterQueues } from '../platform/jobs/dead-letters.ts';
import { createDeadLetterReader, createRedriver } from './dead-letters.service.ts';
import { createBulkCanceller, createBulkRetrier } from './jobs.bulk.service.ts';
import { createJobCanceller, createJobRetrier } from './jobs.control.service.ts';
import { jobRepository } from './jobs.repository.ts';
import { jobSearchRepository } from './jobs.search.repository.ts';
import { createJobFinder, createJobReader } from './jobs.service.ts';
import { queueRepository } from './queues.repository.ts';
import { createQueuePauser, createQueueReader, createQueueResumer } from './queues.service.ts';

const jobs = () => jobRepository;
const jobSearch = () => jobSearchRepository;
const queues = () => queueRepository;
const deadLetters = createDeadLetterQueues;

/** For the function that lists jobs: needs no queue. */
export const jobListModule = { jobSearch, jobFinder: createJobFinder };
/** For functions that show a job: needs no queue. */
export const jobReadingModule = { jobs, jobReader: createJobReader };
/** For functions that cancel a job: needs no queue. */
export const jobCancellingModule = { jobs, jobCanceller: createJobCanceller };
/** For functions that cancel all jobs that fit: needs no queue. */
export const bulkCancellingModule = { jobSearch, bulkCanceller: createBulkCanceller };
/** For functions that retry a job; they also need the queue module. */
export const jobRetryingModule = { jobs, jobRetrier: createJobRetrier };
/** For functions that retry all jobs that fit; they also need the queue module. */
export const bulkRetryingModule = { jobSearch, bulkRetrier: createBulkRetrier };

/** For the function that shows the queues; brings the SQS client. */
export const queueReadingModule = { queues, deadLetters, queueReader: createQueueReader };
/** For the function that pauses queues: needs no queue. */
export const queuePausingModule = { queuePauser: createQueuePauser };
/** For the function that resumes queues; it also needs the queue and dispatcher modules. */
export const queueResumingModule = { queueResumer: createQueueResumer };

/** For the function that shows dead letters; brings the SQS client. */
export const deadLetterReadingModule = { queues, deadLetters, deadLetterReader: createDeadLetterReader };
/** For the function that clears dead-letter queues; it also needs the queue module. */
export const redrivingModule = { queues, deadLetters, redriver: createRedriver };
