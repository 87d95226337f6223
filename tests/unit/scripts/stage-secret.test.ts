import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import * as z from 'zod';
import {
  createAccessTokenIssuer,
  createAccessTokenVerifier,
} from '../../../lib/platform/auth/access-token.ts';
import { config } from '../../../lib/platform/config/config.ts';
import * as sections from '../../../lib/platform/config/sections.ts';
import { setEnvironment } from '../../support/environment.ts';

const root = resolve(import.meta.dirname, '../../..');
const given = { DATABASE_URL: 'postgres://pooled/db', SMTP_URL: 'smtps://mail.test:465' };

const run = (environment: Readonly<Record<string, string>>) =>
  spawnSync(process.execPath, ['scripts/stage-secret.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...environment },
  });
const secretOf = (environment: Readonly<Record<string, string>>) =>
  z.record(z.string(), z.string()).parse(JSON.parse(run(environment).stdout));

it('has every field that the templates refer to, and no other', () => {
  const environment = readFileSync(join(root, 'config/environment.yml'), 'utf8');
  const always = [...environment.matchAll(/SecretString:(\w+)\}\}/g)].map(([, name = '']) => name);
  const stages = readFileSync(join(root, 'config/stages.cjs'), 'utf8');
  const byStage = [...stages.matchAll(/secret\(name, '(\w+)'/g)].map(([, name = '']) => name);
  expect(byStage).toHaveLength(4);
  const everything = { ...given, ...Object.fromEntries(byStage.map(name => [name, 'given'])) };
  expect(Object.keys(secretOf(everything)).sort()).toEqual([...new Set([...always, ...byStage])].sort());
  expect(Object.keys(secretOf(given)).sort()).toEqual([...new Set([...always, 'SMTP_URL'])].sort());
});

it('has keys that fit each other', async () => {
  setEnvironment({ ...secretOf(given), JWT_ISSUER: 'strata-test', API_URL: 'https://api.test' });
  expect(config(sections.links).LINK_SECRET.length).toBeGreaterThanOrEqual(32);
  expect(createAccessTokenIssuer()).toBeDefined();
  expect(createAccessTokenVerifier()).toBeDefined();
  const [key] = config(sections.tokenVerification).JWT_PUBLIC_KEYS.keys;
  expect(key?.kid).toBe(config(sections.tokenSigning).JWT_PRIVATE_KEY.kid);
  expect(key).not.toHaveProperty('d');
});

it('takes the direct connection from the environment, or the only one', () => {
  expect(secretOf(given)['DATABASE_DIRECT_URL']).toBe(given.DATABASE_URL);
  const direct = 'postgres://direct/db';
  expect(secretOf({ ...given, DATABASE_DIRECT_URL: direct })['DATABASE_DIRECT_URL']).toBe(direct);
});

it('needs no mail server where mails go out by Amazon SES', () => {
  const { DATABASE_URL } = given;
  const identity = 'arn:aws:ses:eu-west-1:123456789012:identity/shop.example';
  expect(secretOf({ DATABASE_URL, SES_IDENTITY_ARN: identity })).not.toHaveProperty('SMTP_URL');
});

it('prints nothing when something is missing', () => {
  const { status, stdout, stderr } = run({ DATABASE_URL: given.DATABASE_URL });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('SMTP_URL');
});
