import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { firstUuidv7At } from '../platform/ids/uuid.ts';
import { job, type Job, type JobFilter } from './jobs.schema.ts';
import { searchJobIds, searchJobs, type SearchBy } from './search-jobs.sql.ts';

const idRow = z.object({ id: z.string() });

/** Before and after every id. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Part of a search: between two ids, without them. */
export interface Stretch {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Finding the jobs that fit. */
export const jobSearchRepository = {
  /** Jobs that fit, the newest first. */
  async search(db: Executor, filter: JobFilter, stretch: Stretch): Promise<readonly Job[]> {
    const { by, values } = searchOf(filter, stretch);
    const rows = await db.query(searchJobs(by, 'newest first'), values);
    return rows.map(row => job.parse(row));
  },

  /** Ids of the jobs that fit, the oldest first. */
  async searchIds(db: Executor, filter: JobFilter, stretch: Stretch): Promise<readonly string[]> {
    const { by, values } = searchOf(filter, stretch);
    const rows = await db.query(searchJobIds(by, 'oldest first'), values);
    return rows.map(row => idRow.parse(row).id);
  },
} as const;

export type JobSearchRepository = typeof jobSearchRepository;

/** How a search is best done, and its parameters. */
const searchOf = (
  { ids, payload, state, queue, name, createdAfter, createdBefore }: JobFilter,
  { after, before, limit }: Stretch,
): { readonly by: SearchBy; readonly values: readonly unknown[] } => {
  const json = payload === undefined ? null : JSON.stringify(payload);
  const values = [
    latest(after, createdAfter && firstUuidv7At(Date.parse(createdAfter))) ?? FIRST_ID,
    earliest(before, createdBefore && firstUuidv7At(Date.parse(createdBefore))) ?? LAST_ID,
    state ?? null,
    queue ?? null,
    name ?? null,
    limit,
  ];
  if (ids !== undefined) return { by: 'ids', values: [...values, ids, json] };
  if (json !== null) return { by: 'payload', values: [...values, json] };
  return { by: 'all', values };
};

/** Ids as text sort as they do in the database. */
const sorted = (ids: readonly (string | undefined)[]): readonly string[] =>
  ids.filter(id => id !== undefined).sort();
const latest = (...ids: readonly (string | undefined)[]): string | undefined => sorted(ids).at(-1);
const earliest = (...ids: readonly (string | undefined)[]): string | undefined => sorted(ids)[0];
