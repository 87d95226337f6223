import { join } from 'node:path';
import { createContainer } from '../../lib/app/container.ts';
import { migrationModule } from '../../lib/app/migration.module.ts';
import { noInput, scheduleHandler } from '../../lib/app/schedule-handler.ts';

const folder = join(import.meta.dirname, '../../migrations');

/** Brings the database to what this build asks for, before its code serves. `npm run deploy` invokes it. */
export const handler = scheduleHandler(noInput, createContainer(migrationModule), ({ migrator }) =>
  migrator.run(folder),
);
