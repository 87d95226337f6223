import * as z from 'zod';
import type { ExternalIdentity } from '../platform/auth/external-token.ts';
import type { Executor } from '../platform/db/database.ts';
import { violates } from '../platform/db/sqlstate.ts';
import { identity, type Identity } from './identities.schema.ts';

const userRow = z.object({ userId: z.string() });
const COLUMNS = 'id, issuer, subject, created_at as "createdAt"';

export const identityRepository = {
  /** @returns undefined when it is linked already; the transaction it ran in must then be rolled back */
  async insert(
    db: Executor,
    fresh: ExternalIdentity & { id: string; userId: string },
  ): Promise<Identity | undefined> {
    try {
      const [row] = await db.query(
        `-- identities.insert
         insert into identities (id, user_id, issuer, subject) values ($1, $2, $3, $4) returning ${COLUMNS}`,
        [fresh.id, fresh.userId, fresh.issuer, fresh.subject],
      );
      return identity.parse(row);
    } catch (error) {
      if (violates(error, 'identities_subject_key')) return undefined;
      throw error;
    }
  },

  /** Whom an identity signs in. */
  async findUser(db: Executor, { issuer, subject }: ExternalIdentity): Promise<string | undefined> {
    const [row] = await db.query(
      `-- identities.find_user
       select user_id as "userId" from identities where issuer = $1 and subject = $2`,
      [issuer, subject],
    );
    return row && userRow.parse(row).userId;
  },

  /** The identities of a user, the latest first, from before one id. */
  async list(
    db: Executor,
    userId: string,
    { before, limit }: { before: string | undefined; limit: number },
  ): Promise<readonly Identity[]> {
    const rows = await db.query(
      `-- identities.list
       select ${COLUMNS} from identities
       where user_id = $1 and ($2::uuid is null or id < $2)
       order by id desc
       limit $3`,
      [userId, before ?? null, limit],
    );
    return rows.map(row => identity.parse(row));
  },

  /** @returns whether the user had it */
  async remove(db: Executor, userId: string, id: string): Promise<boolean> {
    const rows = await db.query(
      `-- identities.remove
       delete from identities where id = $2 and user_id = $1 returning id`,
      [userId, id],
    );
    return rows.length === 1;
  },
} as const;

export type IdentityRepository = typeof identityRepository;
