import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { mail, type Mail } from './emails.schema.ts';

const letter = z.object({
  userId: z.string(),
  address: z.string(),
  name: z.string(),
  sent: z.boolean(),
  mail,
});
/** A mail with the person it goes to. */
export type Letter = Readonly<z.infer<typeof letter>>;

export const emailRepository = {
  async insert(db: Executor, id: string, userId: string, { template, data }: Mail): Promise<void> {
    await db.query(
      `-- emails.insert, prepared
       insert into emails (id, user_id, template, data) values ($1, $2, $3, $4)`,
      [id, userId, template, JSON.stringify(data)],
    );
  },

  /** Stores nothing when nobody has the address. */
  async insertTo(db: Executor, id: string, address: string, { template, data }: Mail): Promise<void> {
    await db.query(
      `-- emails.insert_to
       insert into emails (id, user_id, template, data)
       select $1, id, $3, $4 from users where lower(email) = lower($2) and email <> ''`,
      [id, address, template, JSON.stringify(data)],
    );
  },

  /** A mail to a user who has an address; who stands for erased users has none. */
  async find(db: Executor, id: string): Promise<Letter | undefined> {
    const [row] = await db.query(
      `-- emails.find, prepared
       select users.id as "userId", users.email as address, users.name, emails.sent_at is not null as sent,
              jsonb_build_object('template', emails.template, 'data', emails.data) as mail
       from emails
       join users on users.id = emails.user_id
       where emails.id = $1 and users.email <> ''`,
      [id],
    );
    return row && letter.parse(row);
  },

  async markSent(db: Executor, id: string): Promise<void> {
    await db.query(
      `-- emails.mark_sent, prepared
       update emails set sent_at = now() where id = $1 and sent_at is null`,
      [id],
    );
  },
} as const;

export type EmailRepository = typeof emailRepository;
