import { beforeAll, describe, expect, it } from '@jest/globals';
import { createSandboxGateway, sandboxTokens } from '../../../../lib/payments/payments.sandbox.ts';
import type { PaymentGateway } from '../../../../lib/payments/payments.gateway.ts';

let gateway: PaymentGateway;
beforeAll(() => {
  process.env['STAGE'] = 'local';
  gateway = createSandboxGateway();
});

const KEY = '01900000-0000-7000-8000-00000000d001';
const patient = () => new AbortController().signal;
const charge = (paymentToken: string, attempt = 1, signal = patient()) =>
  gateway.charge({ idempotencyKey: KEY, paymentToken, amountCents: 100, currency: 'USD', attempt }, signal);
const refundOf = async (paymentToken: string, attempt = 1) => {
  const charged = await charge(paymentToken);
  if (charged.kind !== 'paid') throw new Error('not charged');
  const { reference } = charged;
  return gateway.refund(
    { idempotencyKey: KEY, reference, amountCents: 100, currency: 'USD', attempt },
    patient(),
  );
};

describe('a sandbox charge', () => {
  it.each([sandboxTokens.success, sandboxTokens.refundRefused, 'tok_of_mine'])(
    'succeeds with %s',
    async token => {
      expect(await charge(token)).toMatchObject({ kind: 'paid', provider: 'sandbox' });
    },
  );

  it('is the same charge when asked for again', async () => {
    expect(await charge(sandboxTokens.success, 2)).toEqual(await charge(sandboxTokens.success));
  });

  it('is declined with its token', async () => {
    expect(await charge(sandboxTokens.declined)).toMatchObject({ kind: 'declined' });
  });

  it('never says how it ended when the provider is unreachable', async () => {
    for (const attempt of [1, 2, 30])
      await expect(charge(sandboxTokens.unreachable, attempt)).rejects.toThrow();
  });

  it('fails once and then succeeds with the flaky token', async () => {
    await expect(charge(sandboxTokens.flaky)).rejects.toThrow();
    expect(await charge(sandboxTokens.flaky, 2)).toMatchObject({ kind: 'paid' });
  });

  it('takes until its caller gives up with the time-out token', async () => {
    const abort = new AbortController();
    const waiting = charge(sandboxTokens.timeout, 1, abort.signal);
    abort.abort();
    await expect(waiting).rejects.toThrow('too long');
    await expect(charge(sandboxTokens.timeout, 1, AbortSignal.abort())).rejects.toThrow('too long');
  });
});

describe('a sandbox refund', () => {
  it('gives back what was charged, and the same again', async () => {
    expect(await refundOf(sandboxTokens.success)).toMatchObject({ kind: 'refunded' });
    expect(await refundOf(sandboxTokens.success, 2)).toEqual(await refundOf(sandboxTokens.success));
  });

  it('is refused with its token', async () => {
    expect(await refundOf(sandboxTokens.refundRefused, 3)).toMatchObject({ kind: 'refused' });
  });

  it('fails once and then succeeds with the flaky token', async () => {
    await expect(refundOf(sandboxTokens.refundFlaky)).rejects.toThrow();
    expect(await refundOf(sandboxTokens.refundFlaky, 2)).toMatchObject({ kind: 'refunded' });
  });
});
