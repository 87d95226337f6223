import { once } from 'node:events';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { Mailbox } from './mailbox.ts';
import { createMailHttpServer } from './mail-http.ts';
import { messageOf, StartError } from './start-error.ts';

const ANSWER_LIMIT_MILLISECONDS = 5_000;
const USUAL_PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };

export interface MailOptions {
  readonly smtpPort: number;
  readonly httpPort: number;
}

export interface Mail {
  readonly smtpUrl: string;
  /** Where the mails can be read. Undefined when they go to a server of the user's. */
  readonly pageUrl: string | undefined;
  stop(): Promise<void>;
}

/**
 * Catches every mail instead of delivering it: an SMTP server that accepts all senders, recipients and passwords, and a
 * page that shows what came, both on 127.0.0.1.
 *
 * @throws StartError when a port is taken
 */
export const startMailCatcher = async ({ smtpPort, httpPort }: MailOptions): Promise<Mail> => {
  const mailbox = new Mailbox();
  const smtp = createSmtpServer(mailbox);
  const http = createMailHttpServer(mailbox);
  const stop = async (): Promise<void> => {
    http.closeAllConnections();
    await Promise.all([
      new Promise<void>(resolve => {
        smtp.close(resolve);
      }),
      new Promise<unknown>(resolve => http.close(resolve)),
    ]);
  };
  try {
    smtp.listen(smtpPort, '127.0.0.1');
    http.listen(httpPort, '127.0.0.1');
    await Promise.all([once(smtp.server, 'listening'), once(http, 'listening')]);
  } catch (error) {
    await stop();
    throw new StartError(`The mail catcher cannot listen: ${messageOf(error)}`, { cause: error });
  }
  // Both may have been asked for any port.
  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtp.server.address())}`,
    pageUrl: `http://127.0.0.1:${portOf(http.address())}`,
    stop,
  };
};

/**
 * Uses a mail server of the user's.
 *
 * @throws StartError when nothing answers there
 */
export const useMailServer = async (smtpUrl: string): Promise<Mail> => {
  const { hostname, port, protocol } = URL.parse(smtpUrl) ?? notAUrl();
  const socket = connect({ host: hostname, port: Number(port) || (USUAL_PORTS[protocol] ?? 25) });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(ANSWER_LIMIT_MILLISECONDS) });
  } catch (error) {
    // The password in it stays out of the terminal.
    throw new StartError(`SMTP_URL (${hostname}:${port}) does not answer: ${messageOf(error)}`, {
      cause: error,
    });
  } finally {
    socket.destroy();
  }
  return { smtpUrl, pageUrl: undefined, stop: () => Promise.resolve() };
};

const createSmtpServer = (mailbox: Mailbox): SMTPServer => {
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    // Offered, it would be taken, and its self-signed certificate refused.
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onAuth: (_credentials, _session, done) => {
      done(null, { user: 'anyone' });
    },
    onData: (stream, { envelope }, done) => {
      buffer(stream)
        .then(async source => {
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          mailbox.add(await simpleParser(source), {
            from,
            to: envelope.rcptTo.map(({ address }) => address),
          });
          done();
        })
        .catch((error: unknown) => {
          done(new Error(messageOf(error)));
        });
    },
  });
  // A client that breaks its connection is no news; without a listener it would end the process.
  server.on('error', () => undefined);
  return server;
};

const portOf = (address: ReturnType<SMTPServer['server']['address']>): number =>
  typeof address === 'object' && address !== null ? address.port : 0;

const notAUrl = (): never => {
  throw new StartError('SMTP_URL is no URL such as smtp://user:password@host:587.');
};
