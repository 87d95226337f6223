import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { err, ok } from 'neverthrow';
import { createContainer } from '../../../../lib/app/container.ts';
import { emailsModule } from '../../../../lib/emails/emails.module.ts';
import { performEmailSend } from '../../../../lib/emails/emails.performers.ts';
import { emailRepository } from '../../../../lib/emails/emails.repository.ts';
import type { MailTransport } from '../../../../lib/emails/emails.transport.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import type { Database } from '../../../../lib/platform/db/database.ts';
import { withTransaction } from '../../../../lib/platform/db/transaction.ts';
import { createUser } from '../../../support/builders.ts';
import { enqueueAll, expireLease, makeDue, readAttempts, readJob } from '../../../support/jobs.ts';
import { drain } from '../../../support/drain.ts';
import { clockAt, recordWakeUps } from '../../../support/fakes.ts';
import { testInvocation, testPlatform } from '../../../support/platform.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
let reader: Principal;
let sent: Parameters<MailTransport['send']>[0][];
let answer: () => ReturnType<MailTransport['send']>;
const taken = async () => ok({ messageId: '<taken@mail.test>' });

beforeEach(async () => {
  await database.rows('delete from jobs');
  reader = await createUser(database.db, { name: 'Ada' });
  sent = [];
  answer = taken;
});

const transport: MailTransport = {
  send: async mail => {
    sent.push(mail);
    return answer();
  },
};
const run = (db: Database = database.db) =>
  drain(db, [performEmailSend], {
    db,
    emails: emailRepository,
    mailTransport: transport,
    clock: clockAt('2026-11-22T10:00:00Z'),
    resetTokens: { mint: async () => undefined },
  });

/** Writes a welcome mail with its job, as registering does. */
const compose = async () => {
  const { emailService } = createContainer(testPlatform({ db: database.db }), emailsModule).scope(
    testInvocation(),
  );
  const composed = await withTransaction(database.db, async tx =>
    ok(await emailService.compose(tx, reader.userId, { template: 'welcome', data: {} })),
  );
  const job = composed._unsafeUnwrap();
  expect((await enqueueAll(database.db, recordWakeUps(), [job])).isOk()).toBe(true);
  const { emailId } = job.payload as { emailId: string };
  return { jobId: job.id, emailId };
};
const isSent = (emailId: string) =>
  database.value('select sent_at is not null from emails where id = $1', [emailId]);

describe('sending a mail', () => {
  it('hands it to the mail server for the address its reader has now, and remembers that', async () => {
    const { jobId, emailId } = await compose();
    const address = `${randomUUID()}@strata.example`;
    await database.rows('update users set email = $2 where id = $1', [reader.userId, address]);
    await run();
    expect(sent).toMatchObject([{ id: emailId, to: { name: 'Ada', address }, subject: 'Welcome to Strata' }]);
    expect(await isSent(emailId)).toBe(true);
    expect((await readJob(database.db, jobId)).state).toBe('completed');
  });

  it('that was sent already sends nothing', async () => {
    const { jobId, emailId } = await compose();
    await database.rows('update emails set sent_at = now() where id = $1', [emailId]);
    await run();
    expect(sent).toEqual([]);
    expect((await readJob(database.db, jobId)).state).toBe('completed');
  });

  it('is tried again when the mail server does not take it', async () => {
    const { jobId, emailId } = await compose();
    answer = () => Promise.reject(new Error('421 try again later'));
    await run();
    expect((await readJob(database.db, jobId)).state).toBe('retrying');
    expect(await isSent(emailId)).toBe(false);
    answer = taken;
    await makeDue(database.db, jobId);
    await run();
    expect(sent.map(({ id }) => id)).toEqual([emailId, emailId]);
    expect(await isSent(emailId)).toBe(true);
  });

  it('keeps the Message-ID that its reader sees, by which a complaint or a bounce is traced', async () => {
    const { jobId } = await compose();
    await run();
    expect(await database.value('select result from job_payloads where job_id = $1', [jobId])).toEqual({
      messageId: '<taken@mail.test>',
    });
  });

  it('to an address that is refused for good is not tried again, and says why', async () => {
    const { jobId, emailId } = await compose();
    answer = async () => err({ type: 'mail.refused', reason: '550 no such mailbox' });
    await run();
    expect((await readJob(database.db, jobId)).state).toBe('failed');
    expect(await readAttempts(database.db, jobId)).toMatchObject([
      { outcome: 'discard', reason: '550 no such mailbox' },
    ]);
    expect(await isSent(emailId)).toBe(false);
  });

  it('again after a crash has the same Message-ID: the mail server can tell it from a second mail', async () => {
    const { jobId, emailId } = await compose();
    const { db } = observe(database.db, () => {
      if (sent.length > 0) throw new Error('this process was killed');
    });
    await expect(run(db)).rejects.toThrow('killed');
    await expireLease(database.db, jobId);
    await run();
    expect(sent.map(({ id }) => id)).toEqual([emailId, emailId]);
    expect(await isSent(emailId)).toBe(true);
    expect((await readAttempts(database.db, jobId)).map(({ outcome }) => outcome)).toEqual(['stalled']);
  });

  it('is not marked as sent by a worker whose lease is gone', async () => {
    const { jobId, emailId } = await compose();
    answer = async () => {
      await database.rows(`update jobs set lease_token = gen_random_uuid() where id = $1`, [jobId]);
      return taken();
    };
    await run();
    expect(await isSent(emailId)).toBe(false);
    expect((await readJob(database.db, jobId)).state).toBe('active');
  });

  it('to somebody who was deleted meanwhile sends nothing, and the job is done', async () => {
    const { jobId } = await compose();
    await database.rows('delete from users where id = $1', [reader.userId]);
    await run();
    expect(sent).toEqual([]);
    expect((await readJob(database.db, jobId)).state).toMatch(/completed|failed/);
  });
});

describe('a stored mail', () => {
  it('holds neither the address nor the words: both are made when it is sent', async () => {
    const { emailId } = await compose();
    const [row] = await database.rows('select * from emails where id = $1', [emailId]);
    expect(row).toMatchObject({ template: 'welcome', data: {} });
    expect(JSON.stringify(row)).not.toMatch(/@strata|hello|ada"/i);
  });
});
