import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** What bundles sign in to Postgres with, held against what stands in its place in `pg`. */

type Calls = Readonly<Record<string, (...values: readonly unknown[]) => unknown>>;

const root = resolve(import.meta.dirname, '../..');
const load = createRequire(import.meta.url);
const ours = load(join(root, 'config/pg-crypto.cjs')) as Calls;
const theirs = load(join(root, 'node_modules/pg/lib/crypto/utils.js')) as Calls;

const bytes = Buffer.from('00ff10807fa5', 'hex');
const calls: readonly (readonly [name: string, ...values: readonly unknown[]])[] = [
  ['md5', 'pässword'],
  ['postgresMd5PasswordHash', 'strata', 'pässword', bytes.subarray(0, 4)],
  ['sha256', bytes],
  ['hashByName', 'SHA-384', bytes],
  ['hmacSha256', bytes, 'Client Key'],
  ['hmacSha256', bytes, 'n=,r=ä'],
  ['deriveKey', 'pässword', bytes, 4096],
];

const inHex = (value: unknown): string =>
  typeof value === 'string' ? value : Buffer.from(value as ArrayBuffer).toString('hex');

describe('signing in to Postgres', () => {
  it('stands for every function that pg has there', () => {
    expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
    expect(new Set([...calls.map(([name]) => name), 'randomBytes'])).toEqual(new Set(Object.keys(theirs)));
  });

  it.each(calls)('%s answers the same', async (name, ...values) => {
    expect(inHex(await ours[name]?.(...values))).toBe(inHex(await theirs[name]?.(...values)));
  });

  it('random bytes are as many as were asked for, and others each time', () => {
    const [one, other] = [ours['randomBytes']?.(18), ours['randomBytes']?.(18)] as readonly Buffer[];
    expect(one).toHaveLength(18);
    expect(one).not.toEqual(other);
  });
});
