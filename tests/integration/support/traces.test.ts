import { beforeAll, describe, expect, it } from '@jest/globals';
import { createUser } from '../../support/builders.ts';
import { findReferences, findTexts, textsIn } from '../../support/traces.ts';
import { useDatabase } from '../../support/use-database.ts';

const database = useDatabase();
const texts = { 'the secret': 'Käse & "Brot" 7/8' };
const bytes = Buffer.from(texts['the secret']);

beforeAll(async () => {
  await database.rows('create table hidden (id integer, plain text, document jsonb, raw bytea, list text[])');
});

describe('findTexts', () => {
  it.each([
    ['plain', 'insert into hidden (plain) values ($1)', `before ${texts['the secret'].toUpperCase()} after`],
    ['plain', 'insert into hidden (plain) values ($1)', encodeURIComponent(texts['the secret'])],
    ['plain', 'insert into hidden (plain) values ($1)', bytes.toString('base64url')],
    [
      'document',
      'insert into hidden (document) values ($1)',
      JSON.stringify({ deep: [texts['the secret']] }),
    ],
    ['raw', 'insert into hidden (raw) values ($1)', bytes],
    ['list', 'insert into hidden (list) values (array[$1])', texts['the secret']],
  ])('finds a text in the column %s', async (column, statement, value) => {
    await database.rows('truncate hidden');
    await database.rows(statement, [value]);
    expect(await findTexts(database.db, texts)).toEqual([`hidden.${column}: the secret`]);
  });

  it('finds nothing where nothing is', async () => {
    await database.rows('truncate hidden');
    await database.rows(`insert into hidden (plain) values ('Käse & Brot')`);
    expect(await findTexts(database.db, texts)).toEqual([]);
    expect(textsIn('nothing', texts)).toEqual([]);
  });
});

describe('findReferences', () => {
  it('names the columns that refer to a row', async () => {
    const { userId } = await createUser(database.db);
    expect(await findReferences(database.db, 'users', userId)).toEqual(['sessions.user_id']);
  });
});
