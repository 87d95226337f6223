import * as z from 'zod';
import type { Executor } from '../../lib/platform/db/database.ts';

/**
 * What secrets look like, whoever they belong to. Every database that tests have used and every log of a stack are looked
 * through for them, so that a place is found where no test expects one.
 */
const forms: Readonly<Record<string, string>> = {
  'a token with a signature': String.raw`eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}`,
  'a refresh token': String.raw`(^|[^A-Za-z0-9_-])[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{43}($|[^A-Za-z0-9_-])`,
  'a ticket': String.raw`ticket\.[A-Za-z0-9_-]{43}`,
  'a hash of a password': String.raw`\$argon2id\$`,
};

/** What a text holds that looks like a secret. */
export const secretFormsIn = (text: string): readonly string[] =>
  Object.entries(forms).flatMap(([name, form]) => (new RegExp(form).test(text) ? [name] : []));

const tableRow = z.object({ table: z.string() });
const foundRow = z.object({ found: z.string() });

/** The tables that hold what looks like a secret, such as `emails: a ticket`. Hashes of passwords have a column of their own. */
export const secretFormsInTables = async (db: Executor): Promise<readonly string[]> => {
  const tables = await db.query(
    `select quote_ident(tablename) as table from pg_tables where schemaname = 'public' order by 1`,
  );
  const names = Object.keys(forms);
  const searches = tables.map(row => {
    const { table } = tableRow.parse(row);
    return `select distinct '${table}: ' || form.name as found
      from ${table} as stored, unnest($1::text[], $2::text[]) as form (name, pattern)
      where (to_jsonb(stored) - 'password_hash')::text ~ form.pattern`;
  });
  if (searches.length === 0) return [];
  const found = await db.query(searches.join(' union all '), [names, names.map(name => forms[name])]);
  return found.map(row => foundRow.parse(row).found);
};
