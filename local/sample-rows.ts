import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { hashSecret, mintSecret } from '../lib/platform/auth/secret.ts';
import { nobodysPasswordHash } from '../lib/platform/auth/password.ts';
import { emailSend } from '../lib/emails/emails.jobs.ts';
import { insertJobs } from '../lib/platform/jobs/insert-jobs.sql.ts';
import { newJob } from '../lib/platform/jobs/job.ts';
import { demoIds } from './demo-data.ts';

/** Makes one row and returns what a sample event names it by. */
type MakeRow = (client: pg.Client) => Promise<string>;

const insertUser: MakeRow = async client => {
  const id = randomUUID();
  await client.query(
    `insert into users (id, name, email, age, password_hash) values ($1, 'Sample Leaver', $2, 30, $3)`,
    [id, `${id}@strata.example`, nobodysPasswordHash],
  );
  return id;
};

const insertSession = async (client: pg.Client, family = mintSecret(), token = mintSecret()) => {
  const id = randomUUID();
  await client.query(
    `insert into sessions (id, user_id, expires_at, user_agent, family_hash, token_hashes)
     values ($1, $2, now() + interval '1 day', 'strata-sample', $3, array[$4])`,
    [id, demoIds.neighbour, hashSecret(family), hashSecret(token)],
  );
  return { id, refreshToken: `${family}.${token}` };
};

const insertReset: MakeRow = async client => {
  const token = mintSecret();
  await client.query(
    `insert into password_resets (hash, user_id, expires_at) values ($1, $2, now() + interval '30 minutes')`,
    [hashSecret(token), demoIds.neighbour],
  );
  return token;
};

const insertIdentity: MakeRow = async client => {
  const id = randomUUID();
  await client.query(
    `insert into identities (id, user_id, issuer, subject) values ($1::uuid, $2, 'https://accounts.example', $1::uuid::text)`,
    [id, demoIds.neighbour],
  );
  return id;
};

const insertConnection: MakeRow = async client => {
  const id = randomUUID();
  await client.query('insert into connections (id, user_id, session_id) values ($1, $2, $3)', [
    id,
    demoIds.neighbour,
    randomUUID(),
  ]);
  return id;
};

/** A mail whose address does not exist. */
const insertFailedJob: MakeRow = async client => {
  const job = newJob(emailSend, { emailId: demoIds.email });
  await client.query(insertJobs, [JSON.stringify([job])]);
  await client.query(
    `with failed as (
       update jobs set state = 'failed', attempt = 1, send_after = null, started_at = now(), finished_at = now()
       where id = $1
       returning id
     )
     insert into job_attempts (job_id, attempt, outcome, reason) select id, 1, 'discard', 'no such mailbox' from failed`,
    [job.id],
  );
  return job.id;
};

const rows: Readonly<Record<string, MakeRow>> = {
  user: insertUser,
  session: async client => (await insertSession(client)).id,
  refresh: async client => (await insertSession(client)).refreshToken,
  reset: insertReset,
  identity: insertIdentity,
  connection: insertConnection,
  failedJob: insertFailedJob,
};

/**
 * Makes a row for one sample event to use up, so that the event can be run again and the demo accounts stay as they are:
 * a `user`, a `session` of the neighbour, the token of such a session (`refresh`) or of a password reset (`reset`), an
 * `identity` the neighbour has linked, a `connection` that nobody holds, a
 * `failedJob`.
 *
 * @returns undefined when there is no row of this name
 */
export const insertSampleRow = async (name: string, databaseUrl: string): Promise<string | undefined> => {
  const make = rows[name];
  if (make === undefined) return undefined;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await make(client);
  } finally {
    await client.end();
  }
};
