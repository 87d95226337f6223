import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import * as z from 'zod';
import { renderMail } from '../../../../lib/emails/emails.templates.ts';
import { createSesTransport } from '../../../../lib/emails/emails.transport.ts';
import { setEnvironment } from '../../../support/environment.ts';

const IDENTITY = 'arn:aws:ses:eu-west-1:123456789012:identity/strata.example';
const ID = 'a8098c1a-f86e-11da-bd1a-00112444be1e';

const sendEmail = z.strictObject({
  Content: z.strictObject({ Raw: z.strictObject({ Data: z.base64() }) }),
  FromEmailAddress: z.string(),
  Destination: z.strictObject({ ToAddresses: z.array(z.string()) }),
});

/** Speaks the SendEmail of SES's API, as its SDK was seen to speak it. Each call takes the next answer; 200 is the last. */
const calls: { readonly line: string; readonly authorization: string; readonly body: string }[] = [];
let answers: (readonly [status: number, errorType: string, message: string])[] = [];
const respond = (response: ServerResponse): void => {
  const refused = answers.shift();
  const [status, errorType, message] = refused ?? [200, '', ''];
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(refused && { 'x-amzn-errortype': errorType }),
  });
  response.end(JSON.stringify(refused ? { message } : { MessageId: '0102018f-000000' }));
};
const server = createServer((request, response) => {
  text(request).then(
    body => {
      const line = `${request.method} ${request.url}`;
      calls.push({ line, authorization: request.headers.authorization ?? '', body });
      respond(response);
    },
    () => response.destroy(),
  );
});

let url: string;
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  setEnvironment({
    AWS_REGION: 'us-east-1',
    SES_IDENTITY_ARN: IDENTITY,
    MAIL_FROM: 'Strata <no-reply@strata.example>',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});
beforeEach(() => {
  calls.length = 0;
  answers = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const send = () => {
  const mail = renderMail({ template: 'welcome', data: {} }, 'Åsa Öström');
  return createSesTransport(IDENTITY, url).send({
    id: ID,
    to: { name: 'Åsa Öström', address: 'asa@strata.example' },
    ...mail,
  });
};

describe('a mail handed to Amazon SES', () => {
  it('goes to its API, signed for the region of the identity, as a whole message to one address', async () => {
    expect((await send()).isOk()).toBe(true);
    const [call] = calls;
    expect(call?.line).toBe('POST /v2/email/outbound-emails');
    expect(call?.authorization).toMatch(/Credential=test\/\d{8}\/eu-west-1\/ses\/aws4_request/);
    const { Content, FromEmailAddress, Destination } = sendEmail.parse(JSON.parse(call?.body ?? ''));
    expect(FromEmailAddress).toContain('<no-reply@strata.example>');
    expect(Destination.ToAddresses).toEqual(['asa@strata.example']);
    const parsed = await simpleParser(Buffer.from(Content.Raw.Data, 'base64'));
    expect(parsed).toMatchObject({ subject: 'Welcome to Strata', messageId: `<${ID}@strata>` });
    expect(parsed.text).toContain('Hello Åsa Öström,');
    expect(parsed.html).toContain('<p>Hello Åsa Öström,</p>');
  });

  it('is known by the Message-ID that SES gave it', async () => {
    const sent = await send();
    expect(sent._unsafeUnwrap()).toEqual({ messageId: '<0102018f-000000@eu-west-1.amazonses.com>' });
  });

  it('that was throttled is handed over again: it was not taken', async () => {
    answers = [
      [429, 'TooManyRequestsException', 'Maximum sending rate exceeded.'],
      [429, 'TooManyRequestsException', 'Maximum sending rate exceeded.'],
    ];
    expect((await send()).isOk()).toBe(true);
    expect(calls).toHaveLength(3);
  });

  it('that is throttled on and on is left to its job, which tries again later', async () => {
    answers = Array.from({ length: 3 }, () => [429, 'TooManyRequestsException', 'Daily quota exceeded.']);
    await expect(send()).rejects.toThrow('SES: TooManyRequestsException: Daily quota exceeded.');
    expect(calls).toHaveLength(3);
  });

  it.each([
    ['MessageRejected', 'Email address is not verified.'],
    ['BadRequestException', 'Missing final @domain'],
    ['MessageRejected:http://internal.amazon.com/coral/', 'Email address is not verified.'],
  ])('that is rejected is refused for good: %s', async (errorType, message) => {
    answers = [[400, errorType, message]];
    const [code = ''] = errorType.split(':');
    const reason = `SES: ${code}: ${message}`;
    expect((await send())._unsafeUnwrapErr()).toEqual({ type: 'mail.refused', reason });
  });

  it.each([
    [403, 'AccessDeniedException', 'is not authorized to perform ses:SendRawEmail'],
    [400, 'SendingPausedException', 'Email sending is paused.'],
    // Whether it was taken nobody knows, so it is not handed over again at once.
    [500, 'InternalServiceErrorException', 'Please try again.'],
  ])('is tried again by its job after what is not the fault of the mail: %i %s', async (...answer) => {
    answers = [answer];
    await expect(send()).rejects.toThrow(answer[1]);
    expect(calls).toHaveLength(1);
  });
});
