import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { requirePayments } from '../../../../lib/payments/payments.provider.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

const startWith = (variables: Readonly<Record<string, string>>): void => {
  // What is empty counts as not set.
  const unset = { PAYMENTS_PROVIDER: '', STRIPE_SECRET_KEY: '', STRIPE_API_URL: '' };
  Object.assign(process.env, unset, variables);
  requirePayments();
};
const stripe = (key: string) => ({ PAYMENTS_PROVIDER: 'stripe', STRIPE_SECRET_KEY: key });

describe('what moves money', () => {
  it.each([
    ['local', {}],
    ['dev', { PAYMENTS_PROVIDER: 'sandbox' }],
    ['staging', stripe('sk_test_1')],
    ['prod', stripe('rk_live_1')],
  ])('starts on %s with %j', (STAGE, variables) => {
    startWith({ STAGE, ...variables });
  });

  it.each([
    ['staging', { PAYMENTS_PROVIDER: 'sandbox' }, 'sandbox payments are refused on the stage staging'],
    ['prod', {}, 'sandbox payments are refused on the stage prod'],
    ['prod', stripe('sk_test_1'), 'a test key takes no money'],
    ['prod', stripe(''), 'STRIPE_SECRET_KEY'],
    ['prod', { PAYMENTS_PROVIDER: 'none' }, 'PAYMENTS_PROVIDER'],
    ['staging', { ...stripe('sk_test_1'), STRIPE_API_URL: 'http://elsewhere.example' }, 'must be https'],
  ])('does not start on %s with %j', (STAGE, variables, reason) => {
    expect(() => {
      startWith({ STAGE, ...variables });
    }).toThrow(reason);
  });

  it('is a function that fails when its module is imported, before any job is claimed', () => {
    const program = `await import('./functions/queues/high-priority.ts')`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: ROOT,
      env: { PATH: before['PATH'], STAGE: 'prod' },
      encoding: 'utf8',
    });
    expect(status).not.toBe(0);
    expect(stderr).toContain('sandbox payments are refused on the stage prod');
  }, 20_000);
});
