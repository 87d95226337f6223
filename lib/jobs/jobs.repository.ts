import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { describeJob, listAttempts, listRelatives } from './describe-job.sql.ts';
import { jobDetails, type JobDetails } from './jobs.schema.ts';

const relativeRow = z.object({
  relation: z.enum(['parent', 'children', 'dependencies', 'dependents']),
  ...jobDetails.shape.parent.unwrap().shape,
});
const attemptRow = jobDetails.shape.attempts.element;
const detailsRow = jobDetails.omit({
  attempts: true,
  parent: true,
  children: true,
  dependencies: true,
  dependents: true,
});

export const jobRepository = {
  /** A job with all that is known about it, in three statements: what is told of it may be moments apart. */
  async find(db: Executor, id: string): Promise<JobDetails | undefined> {
    const [row] = await db.query(describeJob, [id]);
    if (row === undefined) return undefined;
    const attempts = await db.query(listAttempts, [id]);
    const relatives = (await db.query(listRelatives, [id])).map(relative => relativeRow.parse(relative));
    const of = (wanted: string) => relatives.filter(({ relation }) => relation === wanted);
    return {
      ...detailsRow.parse(row),
      attempts: attempts.map(attempt => attemptRow.parse(attempt)),
      parent: of('parent')[0] ?? null,
      children: of('children'),
      dependencies: of('dependencies'),
      dependents: of('dependents'),
    };
  },
} as const;

export type JobRepository = typeof jobRepository;
