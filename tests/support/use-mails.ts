import { afterAll, beforeAll } from '@jest/globals';
import * as z from 'zod';
import { startMailCatcher, type Mail } from '../../local/mail.ts';
import { setEnvironment } from './environment.ts';

const caught = z.array(
  z.object({ subject: z.string(), to: z.array(z.string()), text: z.string(), html: z.string() }),
);
export type CaughtMail = Readonly<z.infer<typeof caught>[number]>;

/**
 * Call it at the top of a test file: a mail server of its own, which the functions send to.
 *
 * @returns what has come to an address, the newest first
 */
export const useMails = (): ((address: string) => Promise<readonly CaughtMail[]>) => {
  let mail: Mail | undefined;
  beforeAll(async () => {
    mail = await startMailCatcher({ smtpPort: 0, httpPort: 0 });
    setEnvironment({ SMTP_URL: mail.smtpUrl });
  });
  afterAll(() => mail?.stop());
  return async address => {
    const url = new URL('/messages', mail?.pageUrl);
    url.searchParams.set('to', address);
    return caught.parse(await (await fetch(url)).json());
  };
};
