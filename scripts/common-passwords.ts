import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as z from 'zod';
import { commonPasswordDigest, DIGEST_LENGTH } from '../lib/platform/auth/password-policy.ts';
import { MIN_PASSWORD_LENGTH } from '../lib/users/users.schema.ts';

/**
 * `node scripts/common-passwords.ts`: makes lib/platform/auth/common-passwords.ts anew from the list that the password
 * meter zxcvbn-ts keeps. Run it when that package has been updated; a test tells.
 */

const LINE_LENGTH = 14 * DIGEST_LENGTH;
const FILE = join(import.meta.dirname, '../lib/platform/auth/common-passwords.ts');

const require = createRequire(import.meta.url);
const list: unknown = require('@zxcvbn-ts/language-common/src/passwords.json');

/** The file, as it should be. */
export const commonPasswordsFile = (): string => {
  const passwords = z.array(z.string()).parse(list);
  const choosable = passwords.filter(password => Array.from(password).length >= MIN_PASSWORD_LENGTH);
  const digests = [...new Set(choosable.map(commonPasswordDigest))].sort();
  return [
    '/**',
    ` * ${digests.length} common passwords that are long enough to be chosen, as digests: many are not fit to print. Made by`,
    ' * scripts/common-passwords.ts from @zxcvbn-ts/language-common.',
    ' */',
    'export const commonPasswordDigests = `',
    ...(digests.join('').match(new RegExp(`.{1,${LINE_LENGTH}}`, 'g')) ?? []),
    '`;',
    '',
  ].join('\n');
};

if (import.meta.main) await writeFile(FILE, commonPasswordsFile());
