import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { callAws, type Answer } from './call.ts';
import { credentials } from './credentials.ts';
import { createSigner } from './signer.ts';

const TRIES = 3;
const RETRY_MILLISECONDS = 200;
const THROTTLED = 429;

/** SES refused a call; `code` is its own word for why, such as `MessageRejected`. */
export class SesError extends Error {
  override readonly name = 'SesError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(`SES: ${code}: ${message}`);
    this.code = code;
  }
}

interface RawMail {
  readonly Content: { readonly Raw: { readonly Data: Buffer } };
}

/** Stands for the SDK's command of this name: keeps its input as it goes over the wire. */
class SendEmail {
  readonly body: string;

  constructor(input: RawMail) {
    this.body = JSON.stringify({
      ...input,
      Content: { Raw: { Data: input.Content.Raw.Data.toString('base64') } },
    });
  }
}

/**
 * What nodemailer's SES transport asks of the AWS SDK: a client and a command. Without the SDK, which would double the bundle of
 * the functions that send mails: see docs/decisions/0021-aws-sdk-for-rare-calls.md.
 *
 * @param identityArn the identity that mails are sent from; its region is where SES is called
 * @param url of SES, where it is not that of AWS
 */
export const sesOf = (identityArn: string, url?: string) => {
  const [, , , region = ''] = identityArn.split(':');
  const endpoint = new URL(url ?? `https://email.${region}.amazonaws.com`);
  return {
    SendEmailCommand: SendEmail,
    sesClient: {
      config: { region: () => Promise.resolve(region) },
      send: (command: unknown) => callSes('SendEmail', command as SendEmail, { endpoint, region }),
    },
  };
};

const sent = z.object({ MessageId: z.string() });

/**
 * Calls the operation of SES's API (v2). A call that was throttled took no mail and is made three times; whether another one
 * did nobody knows, so it is for the job to try again.
 *
 * @throws SesError when SES refuses, or the error of the connection
 */
const callSes = async (
  _operation: 'SendEmail',
  { body }: SendEmail,
  { endpoint, region }: { readonly endpoint: URL; readonly region: string },
): Promise<z.infer<typeof sent>> => {
  const headers = { 'content-type': 'application/json' };
  for (let attempt = 1; ; attempt += 1) {
    const now = new Date();
    const call = { service: 'ses', host: endpoint.host, region, method: 'POST', headers, body, now } as const;
    const signed = createSigner(credentials(), call).sign(['v2', 'email', 'outbound-emails']);
    const answer = await callAws(endpoint, 'POST', body, signed);
    if (answer.status === 200) return sent.parse(JSON.parse(answer.body));
    if (answer.status !== THROTTLED || attempt === TRIES) throw refusal(answer);
    await sleep(RETRY_MILLISECONDS * 2 ** attempt * Math.random());
  }
};

const problem = z.object({ message: z.string() });

const refusal = ({ status, body, errorType }: Answer): SesError => {
  // The name may carry a namespace behind a colon.
  const code = errorType?.split(':')[0] ?? `status ${status}`;
  return new SesError(code, problem.safeParse(parsed(body)).data?.message ?? 'no reason given');
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
