import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import nodemailer, { type SendMailOptions } from 'nodemailer';
import { type Mail, startMailCatcher, useMailServer } from '../../../local/mail.ts';
import type { CaughtMessage } from '../../../local/mailbox.ts';
import { freePort } from '../../../local/ports.ts';

describe('the mail catcher', () => {
  let mail: Mail;
  beforeEach(async () => {
    mail = await startMailCatcher({ smtpPort: 0, httpPort: 0 });
  });
  afterEach(() => mail.stop());

  const messages = async (query = ''): Promise<readonly CaughtMessage[]> =>
    (await (await fetch(`${mail.pageUrl ?? ''}/messages${query}`)).json()) as readonly CaughtMessage[];

  const send = async (message: SendMailOptions): Promise<void> => {
    const transport = nodemailer.createTransport(mail.smtpUrl);
    await transport.sendMail({ from: 'Strata <no-reply@strata.example>', text: 'Hello', ...message });
    transport.close();
  };

  it('shows what was sent, as its reader would see it', async () => {
    await send({
      to: 'Ada <ada@strata.example>',
      bcc: 'audit@strata.example',
      subject: 'Grüße',
      html: '<p>Hello</p>',
      messageId: '<order-1@strata.example>',
      attachments: [{ filename: 'report.csv', content: 'a,b\n', contentType: 'text/csv' }],
    });
    expect(await messages()).toEqual([
      {
        id: '1',
        from: '"Strata" <no-reply@strata.example>',
        to: ['ada@strata.example', 'audit@strata.example'],
        subject: 'Grüße',
        date: expect.any(String),
        text: 'Hello',
        html: '<p>Hello</p>',
        messageId: 'order-1@strata.example',
        attachments: [{ filename: 'report.csv', contentType: 'text/csv', size: 4 }],
      },
    ]);
  });

  it('lists the newest first, and those to one address', async () => {
    await send({ to: 'ada@strata.example', subject: 'first' });
    await send({ to: 'ben@strata.example', subject: 'second' });
    expect((await messages()).map(({ subject }) => subject)).toEqual(['second', 'first']);
    expect((await messages('?to=ADA@strata.example')).map(({ subject }) => subject)).toEqual(['first']);
  });

  it('hands out what was attached, and nothing that was not', async () => {
    await send({
      to: 'ada@strata.example',
      attachments: [{ filename: 'grüße.csv', content: 'a,b\r\n', contentType: 'text/csv' }],
    });
    const attachments = `${mail.pageUrl ?? ''}/messages/1/attachments`;
    const attached = await fetch(`${attachments}/0`);
    expect(attached.headers.get('content-type')).toBe('text/csv');
    expect(attached.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''gr%C3%BC%C3%9Fe.csv",
    );
    expect(await attached.text()).toBe('a,b\r\n');
    for (const other of [
      `${attachments}/1`,
      `${attachments}/x`,
      `${mail.pageUrl ?? ''}/messages/2/attachments/0`,
    ])
      expect((await fetch(other)).status).toBe(404);
  });

  it('shows one by its id, and none that there is not', async () => {
    await send({ to: 'ada@strata.example', subject: 'first' });
    const page = mail.pageUrl ?? '';
    expect(await (await fetch(`${page}/messages/1`)).json()).toMatchObject({ subject: 'first' });
    expect((await fetch(`${page}/messages/2`)).status).toBe(404);
  });

  it('forgets all when it is told to', async () => {
    await send({ to: 'ada@strata.example' });
    await fetch(`${mail.pageUrl ?? ''}/messages`, { method: 'DELETE' });
    expect(await messages()).toEqual([]);
  });

  it('takes any name and password', async () => {
    const { hostname, port } = new URL(mail.smtpUrl);
    const transport = nodemailer.createTransport(`smtp://someone:secret@${hostname}:${port}`);
    await expect(transport.verify()).resolves.toBe(true);
    transport.close();
  });

  it('has a page whose messages can run no scripts', async () => {
    const page = await (await fetch(mail.pageUrl ?? '')).text();
    expect(page).toMatch(/<iframe[^>]+sandbox="(?!.*allow-scripts)/);
  });
});

describe('a mail server of the user’s', () => {
  it('is used when it answers', async () => {
    const catcher = await startMailCatcher({ smtpPort: 0, httpPort: 0 });
    const mail = await useMailServer(catcher.smtpUrl);
    expect(mail).toMatchObject({ smtpUrl: catcher.smtpUrl, pageUrl: undefined });
    await catcher.stop();
  });

  it('is reported without its password when it does not', async () => {
    const port = await freePort();
    await expect(useMailServer(`smtp://me:secret@127.0.0.1:${port}`)).rejects.toThrow(
      `SMTP_URL (127.0.0.1:${port}) does not answer: connect ECONNREFUSED`,
    );
  });
});
