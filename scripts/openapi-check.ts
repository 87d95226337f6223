import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { breakingChanges } from './openapi/breaking-changes.ts';
import { createDocument } from './openapi/document.ts';
import type { Document } from './openapi/openapi.ts';

/**
 * `npm run openapi:check -- [ref]`: fails when the contracts break a client of what was committed at a ref, HEAD when none
 * is named. A new major version (a new minor one before 1.0.0) is the way to say that a break is meant.
 */
const [ref = 'HEAD'] = process.argv.slice(2);

const committed = (): Document | undefined => {
  try {
    const cwd = join(import.meta.dirname, '..');
    const shown = execFileSync('git', ['show', `${ref}:docs/api/openapi.json`], {
      cwd,
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(shown.toString()) as Document;
  } catch {
    return undefined;
  }
};

/** What must be the same for a client to go on working: the major version, and the minor one too before 1.0.0. */
const line = ({ info }: Document): string => /^(0\.\d+|\d+)/.exec(String(info['version']))?.[0] ?? '';

const before = committed();
if (before === undefined) {
  console.log(`There is no document at ${ref} to compare with.`);
  // A first commit has none; a ref that somebody named should.
  if (process.argv.length > 2) process.exitCode = 1;
} else {
  const after = await createDocument();
  const changes = breakingChanges(before, after);
  console.log(changes.join('\n') || `Nothing breaks a client of ${ref}.`);
  if (changes.length > 0 && line(before) === line(after)) {
    console.error(
      '\nClients break. Keep what they rely on, or raise the version in package.json to mean it.',
    );
    process.exitCode = 1;
  }
}
