import { afterAll, beforeAll } from '@jest/globals';
import * as z from 'zod';
import { startMailCatcher, type Mail } from '../../local/mail.ts';
import { setEnvironment } from './environment.ts';

const caught = z.array(
  z.object({
    id: z.string(),
    subject: z.string(),
    to: z.array(z.string()),
    text: z.string(),
    html: z.string(),
    attachments: z.array(z.object({ filename: z.string(), contentType: z.string() })),
  }),
);
export type CaughtMail = Readonly<z.infer<typeof caught>[number]>;

export interface OpenTestMails {
  /** What has come to an address, the newest first. */
  (address: string): Promise<readonly CaughtMail[]>;
  /** The bytes of what is attached to a mail, as the mail server got them. */
  attachmentOf(mail: CaughtMail, index?: number): Promise<Buffer>;
}

/** Call it at the top of a test file: a mail server of its own, which the functions send to. */
export const useMails = (): OpenTestMails => {
  let mail: Mail | undefined;
  beforeAll(async () => {
    mail = await startMailCatcher({ smtpPort: 0, httpPort: 0 });
    setEnvironment({ SMTP_URL: mail.smtpUrl });
  });
  afterAll(() => mail?.stop());
  const mailsTo = async (address: string): Promise<readonly CaughtMail[]> => {
    const url = new URL('/messages', mail?.pageUrl);
    url.searchParams.set('to', address);
    return caught.parse(await (await fetch(url)).json());
  };
  const attachmentOf = async ({ id }: CaughtMail, index = 0): Promise<Buffer> => {
    const answer = await fetch(new URL(`/messages/${id}/attachments/${index}`, mail?.pageUrl));
    return Buffer.from(await answer.arrayBuffer());
  };
  return Object.assign(mailsTo, { attachmentOf });
};
