import { join } from 'node:path';
import { openDatabase } from '../lib/platform/db/pg-driver.ts';
import { userRepository } from '../lib/users/users.repository.ts';
import { localFolder, readRunningStack } from '../local/state.ts';

/**
 * `npm run admin -- create <email>` makes an administrator of whoever has registered with that address, and
 * `npm run admin -- remove <email>` makes them a user again. It is the one way to the first administrator: registering makes
 * users. The role counts from their next sign-in or refresh; losing it holds at once.
 *
 * It works on DATABASE_URL, or on the local stack that runs.
 */
const ROLES = { create: 'admin', remove: 'user' } as const;

const USAGE = `Usage: npm run admin -- create <email>    makes a registered user an administrator
       npm run admin -- remove <email>    makes an administrator a user again`;

const main = async ([command, email]: readonly string[]): Promise<string> => {
  if ((command !== 'create' && command !== 'remove') || email === undefined) throw new Error(USAGE);
  const url =
    process.env['DATABASE_URL'] ??
    readRunningStack(localFolder(join(import.meta.dirname, '..')))?.databaseUrl;
  if (url === undefined) throw new Error('Set DATABASE_URL, or start the local stack with npm start.');
  const db = openDatabase({ url, poolSize: 1, onIdleError: () => undefined });
  try {
    const user = await userRepository.setRole(db, email, ROLES[command]);
    if (user === undefined) throw new Error(`Nobody has registered with ${email}.`);
    return `${user.name} <${user.email}> is ${user.role === 'admin' ? 'an administrator' : 'a user'} now.`;
  } finally {
    await db.close();
  }
};

try {
  console.log(await main(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
