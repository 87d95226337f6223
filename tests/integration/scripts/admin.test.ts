import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { createAccount } from '../../support/accounts.ts';
import { useDatabase } from '../../support/use-database.ts';

const database = useDatabase();
const script = join(import.meta.dirname, '../../../scripts/admin.ts');
const run = promisify(execFile);

const admin = (...args: readonly string[]) =>
  run(process.execPath, [script, ...args], { env: { ...process.env, DATABASE_URL: database.url } });
const roleOf = (userId: string) => database.value('select role from users where id = $1', [userId]);

describe('npm run admin', () => {
  it('makes an administrator of who has registered, and a user again, whatever the case of the address', async () => {
    const ada = await createAccount(database.db);
    const made = await admin('create', ada.email.toUpperCase());
    expect(made.stdout).toContain(`<${ada.email}> is an administrator now`);
    expect(await roleOf(ada.userId)).toBe('admin');
    await admin('remove', ada.email);
    expect(await roleOf(ada.userId)).toBe('user');
  });

  it('ends with 1 and a sentence when nobody has the address, or the command is none', async () => {
    for (const [args, message] of [
      [['create', 'nobody@strata.example'], 'Nobody has registered with nobody@strata.example.'],
      [['create', ''], 'Nobody has registered'],
      [['create'], 'Usage:'],
      [['promote', 'ada@strata.example'], 'Usage:'],
    ] as const)
      await expect(admin(...args)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining(message),
      });
  });
});
