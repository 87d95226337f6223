import * as z from 'zod';
import type { Executor } from '../db/database.ts';

/** Who is to hear something: everybody in a room, or everybody connected. */
export const audience = z.union([
  z.strictObject({ roomId: z.guid() }),
  z.strictObject({ everybody: z.literal(true) }),
]);
export type Audience = Readonly<z.infer<typeof audience>>;

/** A run of connections in the order of their ids: after one, up to and with another (null: to the end). */
export interface Range {
  readonly after: string;
  readonly until: string | null;
}

export const WHOLE: Range = { after: '', until: null };

const idRow = z.object({ id: z.string() });

/** The rows of an audience, each with its connection's `id`. $1 is the room where there is one. */
const connectionsOf = (heard: Audience): { readonly rows: string; readonly values: readonly unknown[] } =>
  'roomId' in heard
    ? {
        rows: '(select connection_id as id from subscriptions where room_id = $1) as connection',
        values: [heard.roomId],
      }
    : { rows: '(select id, $1::text as unused from connections) as connection', values: [null] };

/** The first connections of a range, at the most `limit`. */
export const connectionsIn = async (
  db: Executor,
  heard: Audience,
  { after, until }: Range,
  limit: number,
): Promise<readonly string[]> => {
  const { rows, values } = connectionsOf(heard);
  const found = await db.query(
    `-- connections.in_range
     select id from ${rows} where id > $2 and ($3::text is null or id <= $3) order by id limit $4`,
    [...values, after, until, limit],
  );
  return found.map(row => idRow.parse(row).id);
};

/** Cuts an audience into ranges of `size` connections; the last one is open, for those who come meanwhile. */
export const rangesOf = async (db: Executor, heard: Audience, size: number): Promise<readonly Range[]> => {
  const { rows, values } = connectionsOf(heard);
  const cuts = await db.query(
    `-- connections.cut
     select id from (select id, row_number() over (order by id) as number from ${rows}) as numbered
     where number % $2 = 0
     order by id`,
    [...values, size],
  );
  const ends = cuts.map(row => idRow.parse(row).id);
  return [...ends, null].map((until, index) => ({ after: ends[index - 1] ?? WHOLE.after, until }));
};
