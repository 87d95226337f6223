import type { Executor } from '../platform/db/database.ts';
import { connection, type Connection } from './connections.schema.ts';

export const connectionRepository = {
  /** Connections in the order of their ids, from after one: of everybody, or of one user. */
  async list(
    db: Executor,
    {
      userId,
      after,
      limit,
    }: { readonly userId: string | undefined; readonly after: string | undefined; readonly limit: number },
  ): Promise<readonly Connection[]> {
    const rows = await db.query(
      `-- connections.list
       select connections.id, users.id as "userId", users.name as "userName", session_id as "sessionId",
              connected_at as "connectedAt",
              (select count(*)::integer from subscriptions where connection_id = connections.id) as rooms
       from connections
       join users on users.id = connections.user_id
       where ($1::uuid is null or connections.user_id = $1) and ($2::text is null or connections.id > $2)
       order by connections.id
       limit $3`,
      [userId ?? null, after ?? null, limit],
    );
    return rows.map(row => connection.parse(row));
  },
} as const;

export type ConnectionRepository = typeof connectionRepository;
