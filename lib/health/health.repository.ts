import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { SQLSTATE, sqlState } from '../platform/db/sqlstate.ts';

const nameRow = z.object({ name: z.string() });

export const healthRepository = {
  /** The migrations the database has: none in one that was never migrated. */
  async appliedMigrations(db: Executor): Promise<readonly string[]> {
    try {
      const rows = await db.query(
        `-- migrations.applied
         select name from migrations order by name`,
      );
      return rows.map(row => nameRow.parse(row).name);
    } catch (error) {
      if (sqlState(error) === SQLSTATE.undefinedTable) return [];
      throw error;
    }
  },
} as const;

export type HealthRepository = typeof healthRepository;
