import type { Database, Executor } from '../../lib/platform/db/database.ts';

/**
 * How Postgres would run the statements that some work sends; none of them is run, and each returns no rows.
 *
 * @returns the plans as JSON texts, which name the indexes they use
 */
export const plansOf = async (
  db: Database,
  work: (executor: Executor) => Promise<unknown>,
): Promise<readonly string[]> => {
  const plans: string[] = [];
  await work({
    query: async (text, values) => {
      plans.push(JSON.stringify(await db.query(`explain (format json) ${text}`, values)));
      return [];
    },
  });
  return plans;
};
