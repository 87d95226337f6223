// @ts-check
/**
 * What `npm run test:deep` runs: the deep tests, and once more the tests of the repositories and their transactions over
 * every other way to the database that production may have: PgBouncer in transaction mode, and Neon's driver.
 */
import config from './jest.config.js';

const [, integration, , deep] = config.projects;

const ofRepositories = [
  'orders/orders.{concurrency,idempotency,service,stock}',
  'platform/db/transaction',
  'platform/jobs/{claim,complete,dependencies,enqueue,lease,retry,unique}',
  '{maintenance,notifications,products,rooms,sessions,users}/*',
  'reports/generate',
].map(files => `<rootDir>/tests/integration/lib/${files}.test.ts`);

const over = (/** @type {'pgbouncer' | 'neon'} */ databaseRoute) => ({
  ...integration,
  displayName: databaseRoute,
  testMatch: ofRepositories,
  globals: { databaseRoute },
});

/** @type {import('jest').Config} */
export default { ...config, projects: [deep, over('pgbouncer'), over('neon')] };
