import { describe, expect, it } from '@jest/globals';
import { hashPassword } from '../../../lib/platform/auth/password.ts';
import { mintSecret } from '../../../lib/platform/auth/secret.ts';
import { uuidv7 } from '../../../lib/platform/ids/uuid.ts';
import { mintRefreshToken } from '../../../lib/sessions/sessions.tokens.ts';
import { createUser } from '../../support/builders.ts';
import { useHttp } from '../../support/http.ts';
import { secretFormsIn, secretFormsInTables } from '../../support/secret-forms.ts';
import { useDatabase } from '../../support/use-database.ts';

const database = useDatabase();
const { token } = useHttp(database);

describe('what a secret looks like', () => {
  it('is known of every kind of secret', async () => {
    const ada = await createUser(database.db);
    expect(secretFormsIn(`Bearer ${await token(ada)}`)).toEqual(['a token with a signature']);
    expect(secretFormsIn(`{"refreshToken":"${mintRefreshToken().text}"}`)).toEqual(['a refresh token']);
    expect(secretFormsIn(`ticket.${mintSecret()}`)).toEqual(['a ticket']);
    expect(secretFormsIn(await hashPassword('a password'))).toEqual(['a hash of a password']);
    expect(secretFormsIn(`${uuidv7()} ${mintSecret()} eyJ. a.b.c`)).toEqual([]);
  });

  it('is found in a table, and in the column of hashes alone it may be', async () => {
    const passwordHash = await hashPassword('a password');
    await createUser(database.db, { passwordHash });
    expect(await secretFormsInTables(database.db)).toEqual([]);
    const careless = await createUser(database.db, { name: passwordHash });
    expect(await secretFormsInTables(database.db)).toEqual(['users: a hash of a password']);
    await database.rows('delete from users where id = $1', [careless.userId]);
  });
});
