import { expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ok } from 'neverthrow';
import { describeJob, listAttempts, listRelatives } from '../../../../lib/jobs/describe-job.sql.ts';
import { searchJobIds, searchJobs } from '../../../../lib/jobs/search-jobs.sql.ts';
import { withTransaction } from '../../../../lib/platform/db/transaction.ts';
import {
  cancelJobs,
  hasCancelledParents,
  listDependents,
  lockCancelledParents,
  markDependentsCancelled,
} from '../../../../lib/platform/jobs/cancel-jobs.sql.ts';
import { wakeDueJobs, wakeJobsPutOff } from '../../../../lib/platform/jobs/pause-queue.sql.ts';
import { lockEndedJobs, retryJobs } from '../../../../lib/platform/jobs/retry-jobs.sql.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();

const FIRST = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const some = [randomUUID(), randomUUID()];
const search = [FIRST, LAST, ['failed'], 'email', 'email.send', 20];
const anything = [FIRST, LAST, null, null, null, 20];

/** Each statement of those who look after jobs, with parameters, and an index that it must use. */
const statements: readonly (readonly [string, string, readonly unknown[], string])[] = [
  ['a search by queue, state and name', searchJobs('all', 'newest first'), search, 'jobs_kind'],
  ['a search for anything', searchJobs('all', 'newest first'), anything, 'jobs_kind'],
  ['a walk through all that fit', searchJobIds('all', 'oldest first'), search, 'jobs_kind'],
  [
    'a search by payload',
    searchJobs('payload', 'newest first'),
    [...search, '{"a":1}'],
    'job_payloads_search',
  ],
  ['a search among ids', searchJobIds('ids', 'oldest first'), [...search, some, null], 'jobs_pkey'],
  ['a job', describeJob, [some[0]], 'jobs_pkey'],
  ['its attempts', listAttempts, [some[0]], 'job_attempts_pkey'],
  ['its relatives', listRelatives, [some[0]], 'jobs_parent_id'],
  ['cancelling', cancelJobs, [some], 'jobs_pkey'],
  ['looking for cancelled jobs with dependents', hasCancelledParents, [], 'jobs_cancelled_dependents'],
  ['taking cancelled jobs with dependents', lockCancelledParents, [100], 'jobs_cancelled_dependents'],
  ['their dependents', listDependents, [some, 1000], 'job_dependencies_pkey'],
  ['marking them as done', markDependentsCancelled, [some], 'jobs_pkey'],
  ['locking for a retry', lockEndedJobs, [some], 'jobs_pkey'],
  ['retrying', retryJobs, [some], 'jobs_pkey'],
  ['waking the due jobs of a queue', wakeDueJobs, ['email', '-infinity', FIRST, 1000], 'jobs_waiting'],
  ['waking the jobs that were put off', wakeJobsPutOff, [1000], 'jobs_put_off'],
];

it.each(statements)('%s reads no table from end to end', async (_what, statement, values, index) => {
  await withTransaction(database.db, async tx => {
    // Of a table without rows an index is never worth it; a scan that is left has no index that serves it.
    await tx.query('set local enable_seqscan = off');
    const plan = JSON.stringify(await tx.query(`explain ${statement}`, values));
    expect(plan).toContain(index);
    expect(plan).not.toMatch(/Seq Scan on (jobs|job_\w+)\b/);
    return ok();
  });
});
