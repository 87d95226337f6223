import { describe, expect, it } from '@jest/globals';
import { emailRepository } from '../../../../lib/emails/emails.repository.ts';
import { createEmailService } from '../../../../lib/emails/emails.service.ts';
import { hashSecret, mintSecret } from '../../../../lib/platform/auth/secret.ts';
import type { Database } from '../../../../lib/platform/db/database.ts';
import { createEnqueueJobs } from '../../../../lib/platform/jobs/enqueue.ts';
import { createSessionEnding } from '../../../../lib/sessions/sessions.ending.service.ts';
import { sessionRepository } from '../../../../lib/sessions/sessions.repository.ts';
import { createResetTokens } from '../../../../lib/users/password-resets.service.ts';
import { passwordRepository } from '../../../../lib/users/passwords.repository.ts';
import { createPasswordService } from '../../../../lib/users/passwords.service.ts';
import { createAccount } from '../../../support/accounts.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { createGate, recordWakeUps } from '../../../support/fakes.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
setEnvironment({ RESET_PAGE_URL: 'https://shop.example/new-password' });

const serviceOn = (db: Database) =>
  createPasswordService({
    db,
    passwords: passwordRepository,
    sessionEnding: createSessionEnding({
      sessions: sessionRepository,
      connectionClosing: { end: async () => [], retry: async () => 0 },
    }),
    emailService: createEmailService({ emails: emailRepository }),
    enqueueJobs: createEnqueueJobs({ wakeUps: recordWakeUps() }),
  });

describe('completing a password reset', () => {
  it('takes a token once, also when two find it good in the same moment', async () => {
    const { userId, email } = await createAccount(database.db);
    const token = mintSecret();
    await passwordRepository.insertReset(database.db, {
      hash: hashSecret(token),
      userId,
      address: email,
      seconds: 60,
    });
    const both = createGate();
    let arrived = 0;
    const { db } = observe(database.db, async name => {
      if (name !== 'password_resets.take') return;
      arrived += 1;
      if (arrived === 2) both.open();
      await both.passed;
    });
    const set = (newPassword: string) => serviceOn(db).completeReset({ token, newPassword });
    const results = await Promise.all([set('the first of two'), set('the second of two')]);
    expect(results.filter(result => result.isOk())).toHaveLength(1);
  });
});

describe('making a reset token', () => {
  it('makes none for an address that its user has given up', async () => {
    const { userId, email } = await createAccount(database.db);
    const tokens = createResetTokens({ db: database.db, passwords: passwordRepository });
    await database.rows(`update users set email = 'new.' || email where id = $1`, [userId]);
    expect(await tokens.mint(userId, email)).toBeUndefined();
    expect(await tokens.mint(userId, `new.${email}`)).toMatchObject({ token: expect.any(String) });
  });

  it('puts it where no server reads it: behind the # of the page that takes it', async () => {
    const { userId, email } = await createAccount(database.db);
    const tokens = createResetTokens({ db: database.db, passwords: passwordRepository });
    const made = await tokens.mint(userId, email);
    expect(made?.link).toBe(`https://shop.example/new-password#token=${made?.token ?? ''}`);
  });
});
