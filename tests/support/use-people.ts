import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import * as z from 'zod';
import type { Api } from '../../client/api.ts';
import { demoAccounts, demoIds } from '../../local/demo-data.ts';
import { documentedApi } from './documented-api.ts';
import { until } from './until.ts';
import type { TestStack } from './use-stack.ts';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly api: Api;
}

/** What everybody enters who has registered here. */
export const PASSWORD = 'plum-tractor-seven-lake';

const caught = z.array(z.object({ subject: z.string(), text: z.string() }));

/** Who calls the API of a stack, each with the typed client. */
export const usePeople = (stack: TestStack) => {
  const nobody = () => documentedApi(stack.state.httpUrl);
  const withToken = (token: string) =>
    documentedApi(stack.state.httpUrl, { tokens: { accessToken: () => token } });

  const signIn = async (email: string, password = PASSWORD): Promise<Person> => {
    const { data } = await nobody()('POST', '/sessions', { body: { email, password } });
    const { accessToken, refreshToken, user } = data;
    return { id: user.id, email, accessToken, refreshToken, api: withToken(accessToken) };
  };
  const mailsTo = async (address: string) => {
    const url = `${stack.state.mailUrl ?? ''}/messages?to=${encodeURIComponent(address)}`;
    return caught.parse(await (await fetch(url)).json());
  };
  const demo = (id: string): Promise<Person> => {
    const { email = '', password = '' } = demoAccounts.find(account => account.id === id) ?? {};
    return signIn(email, password);
  };
  let admin: Promise<Person> | undefined;
  return {
    /** The client of who has not signed in. */
    get nobody(): Api {
      return nobody();
    },
    withToken,
    signIn,
    /** One of the demo accounts. */
    demo,
    /** The client of an administrator. */
    admin: async (): Promise<Api> => (await (admin ??= demo(demoIds.admin))).api,
    /** A new user, signed in. */
    register: async (name: string): Promise<Person> => {
      const email = `${name.toLowerCase()}-${randomUUID()}@strata.example`;
      const body = { name, email, age: 30, password: PASSWORD };
      const { data } = await nobody()('POST', '/users', { body });
      expect(data).toMatchObject({ name, email, role: 'user' });
      return signIn(email);
    },
    mailsTo,
    /** The text of a mail to an address, by what its subject says, once it has come. */
    mailTo: async (address: string, subject: RegExp): Promise<string> => {
      const found = async () => (await mailsTo(address)).find(mail => subject.test(mail.subject))?.text;
      await until(async () => (await found()) !== undefined, `a mail ${subject.source}`);
      return (await found()) ?? '';
    },
  };
};

export type People = ReturnType<typeof usePeople>;
