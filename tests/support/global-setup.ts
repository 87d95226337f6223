import { migrate } from '../../lib/platform/db/migrate.ts';
import { startPostgres } from '../../local/postgres.ts';
import { startAnswers } from './answers.ts';
import { createTemplate, POSTGRES_URL } from './database.ts';
import { keepRunning } from './running.ts';

/**
 * Starts the one Postgres of a test run, migrates the template that every test file clones, and makes the place where
 * they note what they are answered.
 *
 * Jest calls this once a run, however many projects name it, and not at all when none of their tests is to run: a
 * single unit test starts no database. The workers, forked later, inherit the address through their environment.
 */
export default async function globalSetup(): Promise<void> {
  startAnswers();
  const postgres = await startPostgres({ ephemeral: true });
  keepRunning(postgres);
  process.env[POSTGRES_URL] = postgres.url('postgres');
  await createTemplate(name => migrate(postgres.url(name)));
}
