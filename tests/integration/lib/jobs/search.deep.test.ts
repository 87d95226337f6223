import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jobSearchRepository } from '../../../../lib/jobs/jobs.search.repository.ts';
import type { JobFilter } from '../../../../lib/jobs/jobs.schema.ts';
import { openExplained, type ExplainedDatabase } from '../../../support/executions.ts';
import { useDatabase } from '../../../support/use-database.ts';

/** More of them make no search read more. */
const JOBS = 100_000;
const INSERTED = 20_000;
/** What the busiest step of a search may take in hand: the first that fit of each kind, beside what it returns. */
const MOST_ROWS = 40_000;

const database = useDatabase();
let explained: ExplainedDatabase;

beforeAll(async () => {
  for (let first = 1; first < JOBS; first += INSERTED)
    await database.rows(
      `with made as (
       insert into jobs (id, name, queue, state, run_at, max_attempts, max_stalls, retention_seconds, finished_at)
       select ('0190' || lpad(to_hex(number), 8, '0') || '70008000' || lpad(to_hex(number), 12, '0'))::uuid,
              'test.' || number % 3, 'email', case when number % 1000 = 0 then 'failed' else 'completed' end,
              now(), 3, 3, 3600, now()
       from generate_series($1::integer, $1::integer + ${INSERTED - 1}) as number
       returning id, name, state
     )
     insert into job_payloads (job_id, payload)
     select id, jsonb_build_object('kind', 'mail', 'name', name, 'id', id, 'half', get_byte(uuid_send(id), 15) % 2)
     from made`,
      [first],
    );
  await database.rows('analyze');
  explained = openExplained(database.url, 1);
}, 300_000);
afterAll(() => explained.db.close());

/** A search as the list makes it and as a command about many does, and what the busier of them took. */
const search = async (filter: JobFilter) => {
  let page: readonly { readonly id: string }[] = [];
  let chunk: readonly string[] = [];
  const executions = await explained.during(async () => {
    page = await jobSearchRepository.search(explained.db, filter, { limit: 21 });
    chunk = await jobSearchRepository.searchIds(explained.db, filter, { limit: 1000 });
  });
  expect(executions.map(({ name }) => name)).toEqual(['jobs.search', 'jobs.search_ids']);
  expect(executions.flatMap(({ readWhole }) => readWhole)).toEqual([]);
  return { page: page.map(({ id }) => id), chunk, rows: Math.max(...executions.map(({ rows }) => rows)) };
};
const expected = async (condition: string, order: 'asc' | 'desc', limit: number) =>
  (
    await database.rows(
      `select id from jobs join job_payloads on job_id = id where ${condition} order by id ${order} limit ${limit}`,
    )
  ).map(({ id }) => id);

const someId = '01900000-0007-7000-8000-000000000007';

describe('a search among a hundred thousand jobs', () => {
  it.each<[string, JobFilter, string]>([
    ['for anything', {}, 'true'],
    ['by a state that is rare', { state: ['failed'] }, `state = 'failed'`],
    ['by a payload that all have', { payload: { kind: 'mail' } }, `true`],
    ['by a payload that half of them have', { payload: { half: 1 } }, `payload @> '{"half":1}'`],
    ['by a payload that one has', { payload: { id: someId } }, `id = '${someId}'`],
    [
      'by a payload that all have and a state that is rare',
      { payload: { kind: 'mail' }, state: ['failed'] },
      `state = 'failed'`,
    ],
    [
      'by a payload that many have, but none in that state',
      { payload: { half: 1 }, state: ['failed'] },
      `state = 'failed' and payload @> '{"half":1}'`,
    ],
    ['by a payload that nobody has', { payload: { kind: 'none' } }, 'false'],
  ])(
    '%s reads a bounded part of them, and finds what there is',
    async (_what, filter, condition) => {
      const { page, chunk, rows } = await search(filter);
      expect(page).toEqual(await expected(condition, 'desc', 21));
      expect(chunk).toEqual(await expected(condition, 'asc', 1000));
      expect(rows).toBeLessThan(MOST_ROWS);
    },
    60_000,
  );
});
