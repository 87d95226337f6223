import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AddressObject } from 'mailparser';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { createSmtpTransport } from '../../../../lib/emails/emails.transport.ts';
import { renderMail } from '../../../../lib/emails/emails.templates.ts';
import { setEnvironment } from '../../../support/environment.ts';

/** A mail server as it is spoken to: who a mail is for is what the envelope says. An address may say how it is answered. */
const received: { readonly recipients: readonly string[]; readonly raw: string }[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, _session, callback) => {
    const code = Number(/^(\d{3})@/.exec(address)?.[1]);
    callback(code ? Object.assign(new Error('not here'), { responseCode: code }) : null);
  },
  onData: (stream, session, callback) => {
    text(stream).then(raw => {
      received.push({ recipients: session.envelope.rcptTo.map(({ address }) => address), raw });
      callback();
    }, callback);
  },
});

let url: string;
beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  url = `smtp://127.0.0.1:${port}`;
  setEnvironment({ SMTP_URL: url, MAIL_FROM: 'Strata <no-reply@strata.example>' });
});
afterAll(() => new Promise<void>(resolve => server.close(resolve)));

const hand = async (name: string, address: string) => {
  const id = randomUUID();
  const mail = renderMail({ template: 'welcome', data: {} }, name);
  return { id, result: await createSmtpTransport(url).send({ id, to: { name, address }, ...mail }) };
};
const send = async (name: string, address: string) => {
  const { id, result } = await hand(name, address);
  const { messageId } = result._unsafeUnwrap();
  expect(messageId).toBe(`<${id}@strata>`);
  const last = received.at(-1);
  if (last === undefined) throw new Error('no mail has come');
  return { id, recipients: last.recipients, parsed: await simpleParser(last.raw) };
};

describe('a mail handed to the mail server', () => {
  it('says who it is from and for, what it is about, and which mail it is', async () => {
    const { id, recipients, parsed } = await send('Ada', 'ada@strata.example');
    expect(recipients).toEqual(['ada@strata.example']);
    expect(parsed).toMatchObject({ messageId: `<${id}@strata>`, subject: 'Welcome to Strata' });
    expect(parsed.from?.text).toBe('"Strata" <no-reply@strata.example>');
    expect((parsed.to as AddressObject).value).toEqual([{ name: 'Ada', address: 'ada@strata.example' }]);
    expect(parsed.text).toContain('Hello Ada,');
    expect(parsed.html).toContain('<p>Hello Ada,</p>');
  });

  it.each([
    ['another recipient', 'Eve\r\nBcc: eve@elsewhere.example'],
    ['another header', 'Eve\r\nReply-To: eve@elsewhere.example'],
    ['another address', 'Eve <eve@elsewhere.example>, x'],
    ['the end of the headers', 'Eve\r\n\r\nBuy now'],
    ['a quotation mark', 'Eve" <eve@elsewhere.example>'],
  ])('takes no %s from the name of its reader', async (_what, name) => {
    const { recipients, parsed } = await send(name, 'ada@strata.example');
    expect(recipients).toEqual(['ada@strata.example']);
    expect((parsed.to as AddressObject).value.map(({ address }) => address)).toEqual(['ada@strata.example']);
    expect(parsed.headers.has('bcc')).toBe(false);
    expect(parsed.headers.has('reply-to')).toBe(false);
    expect(parsed.subject).toBe('Welcome to Strata');
  });

  it.each(['Åsa Öström', '浜田', '🙂'])('keeps the letters of its reader: %s', async name => {
    const { parsed } = await send(name, 'ada@strata.example');
    expect((parsed.to as AddressObject).value[0]?.name).toBe(name);
    expect(parsed.text).toContain(`Hello ${name},`);
  });
});

describe('an address that the mail server does not take', () => {
  it('for good is refused', async () => {
    const { result } = await hand('Ada', '550@strata.example');
    expect(result._unsafeUnwrapErr()).toMatchObject({
      type: 'mail.refused',
      reason: expect.stringContaining('550'),
    });
  });

  it('for now is an error, so that its job tries again', async () => {
    await expect(hand('Ada', '450@strata.example')).rejects.toThrow('450');
  });
});
