import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { createSemaphore } from './semaphore.ts';

/**
 * argon2id at the minimum of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_LENGTH_BYTES = 32;
const SALT_LENGTH_BYTES = 16;

/** Hashes under way at once in a process: each holds 19 MiB and a thread of the four that files and DNS need too. */
const HASHES_AT_ONCE = 2;

interface Parameters {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

const argon2id = promisify(argon2);
const inTurn = createSemaphore(HASHES_AT_ONCE);
const derive = (password: string, nonce: Buffer, parameters: Parameters): Promise<Buffer> =>
  inTurn(() =>
    argon2id('argon2id', {
      message: Buffer.from(password.normalize('NFKC')),
      nonce,
      tagLength: TAG_LENGTH_BYTES,
      ...parameters,
    }),
  );

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
const phcString = ({ memory, passes, parallelism }: Parameters, salt: Buffer, hash: Buffer): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;

/** Hashes a password; the result is a PHC string that holds parameters and salt beside the hash. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_LENGTH_BYTES);
  return phcString(PARAMETERS, salt, await derive(password, salt, PARAMETERS));
};

/** A hash that no password is known to have: checking a password of nobody against it takes as long as one of somebody. */
export const nobodysPasswordHash: string = phcString(
  PARAMETERS,
  Buffer.alloc(SALT_LENGTH_BYTES),
  Buffer.alloc(TAG_LENGTH_BYTES),
);

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const readPhcString = (stored: string) => {
  const [, memory, passes, parallelism, salt, hash] = PHC.exec(stored) ?? [];
  if (salt === undefined || hash === undefined) throw new Error('a stored password hash is malformed');
  return {
    parameters: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
};

/** Whether a password is the one a PHC string was made of. Takes the same time for any wrong password. */
export const verifyPassword = async (password: string, stored: string): Promise<boolean> => {
  const { parameters, salt, hash } = readPhcString(stored);
  const actual = await derive(password, salt, parameters);
  return actual.length === hash.length && timingSafeEqual(actual, hash);
};

/** Whether a hash was made with other parameters than today's: hash the password anew when it is next known. */
export const isOutdated = (stored: string): boolean => {
  const { memory, passes, parallelism } = readPhcString(stored).parameters;
  return (
    memory !== PARAMETERS.memory || passes !== PARAMETERS.passes || parallelism !== PARAMETERS.parallelism
  );
};
