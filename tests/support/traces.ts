import * as z from 'zod';
import type { Executor } from '../../lib/platform/db/database.ts';

/** Texts to look for, by what they are called in the findings. */
export type Texts = Readonly<Record<string, string>>;

/** The forms in which a text may lie somewhere: as it is, and as encoders leave it. Letters' case is left aside. */
const formsOf = (text: string): readonly string[] => {
  const bytes = Buffer.from(text);
  const encoded = (['hex', 'base64', 'base64url'] as const).map(encoding => bytes.toString(encoding));
  const forms = [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), ...encoded];
  return forms.map(form => form.toLowerCase());
};

/** Which of the texts a content holds, in whatever form. */
export const textsIn = (content: string, texts: Texts): readonly string[] => {
  const searched = content.toLowerCase();
  return Object.entries(texts).flatMap(([name, text]) =>
    formsOf(text).some(form => searched.includes(form)) ? [name] : [],
  );
};

const tableRow = z.object({ table: z.string() });
const contentRow = z.object({ content: z.record(z.string(), z.unknown()) });

/**
 * Looks through every column of every table, whichever there are.
 *
 * @returns each place once, such as `users.email: the address`; nothing when no text is anywhere
 */
export const findTexts = async (db: Executor, texts: Texts): Promise<readonly string[]> => {
  const tables = await db.query(
    `select quote_ident(tablename) as table from pg_tables where schemaname = 'public' order by 1`,
  );
  const found = new Set<string>();
  for (const { table } of tables.map(row => tableRow.parse(row)))
    for (const row of await db.query(`select to_jsonb(stored) as content from ${table} as stored`))
      for (const [column, value] of Object.entries(contentRow.parse(row).content))
        for (const name of textsIn(JSON.stringify(value), texts)) found.add(`${table}.${column}: ${name}`);
  return [...found].sort();
};

const referenceRow = z.object({ table: z.string(), column: z.string() });

/**
 * Looks through every column that refers to another table's rows.
 *
 * @returns the columns that still refer to a row, such as `orders.user_id`
 */
export const findReferences = async (db: Executor, table: string, id: string): Promise<readonly string[]> => {
  const columns = await db.query(
    `select quote_ident(owner.relname) as table, quote_ident(attname) as column
     from pg_constraint
     join pg_class as owner on owner.oid = conrelid
     join pg_attribute on attrelid = conrelid and attnum = conkey[1]
     where contype = 'f' and confrelid = $1::regclass
     order by 1, 2`,
    [table],
  );
  const found: string[] = [];
  for (const reference of columns.map(row => referenceRow.parse(row))) {
    const rows = await db.query(
      `select from ${reference.table} where ${reference.column}::text = $1 limit 1`,
      [id],
    );
    if (rows.length > 0) found.push(`${reference.table}.${reference.column}`);
  }
  return found;
};
