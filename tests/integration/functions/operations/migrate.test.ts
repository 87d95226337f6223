import { beforeAll, expect, it } from '@jest/globals';
import { migrationNames } from '../../../../lib/platform/db/migration-names.ts';
import { handler } from '../../../../functions/operations/migrate.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { lambdaContext } from '../../../support/http.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();

beforeAll(() => {
  setEnvironment({ STAGE: 'local', LOG_LEVEL: 'silent', DATABASE_DIRECT_URL: database.url });
});

const applied = async () =>
  (await database.rows('select name from migrations order by name')).map(({ name }) => name);

it('brings an empty database to what the build asks for, and does nothing the second time', async () => {
  await database.rows('drop schema public cascade');
  await database.rows('create schema public');
  await handler({}, lambdaContext());
  expect(await applied()).toEqual(migrationNames());
  await handler({}, lambdaContext());
  expect(await applied()).toEqual(migrationNames());
});

it('leaves alone what a newer build has applied, so that an older one can be deployed again', async () => {
  await database.rows(`insert into migrations (name, checksum) values ('9999-of-a-newer-build.sql', 'any')`);
  await handler({}, lambdaContext());
  expect(await applied()).toEqual([...migrationNames(), '9999-of-a-newer-build.sql']);
});

it('fails when a migration does, so that the deployment stops', async () => {
  await database.rows(`update migrations set checksum = 'of another file' where name = $1`, [
    migrationNames()[0],
  ]);
  await expect(handler({}, lambdaContext())).rejects.toThrow('was changed after it had been applied');
});
