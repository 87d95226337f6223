import { config } from '../platform/config/config.ts';
import * as sections from '../platform/config/sections.ts';
import { migrate } from '../platform/db/migrate.ts';
import type { Log } from '../platform/log/log.ts';

/** Applies the migrations of a folder, and says in the log which were new. */
const createMigrator = ({ log }: { readonly log: Log }) => ({
  async run(folder: string): Promise<void> {
    const applied = await migrate(config(sections.migrations).DATABASE_DIRECT_URL, folder);
    log.info('database.migrated', { applied });
  },
});

/** For the function that migrates the database. */
export const migrationModule = { migrator: createMigrator };
