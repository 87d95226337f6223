import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface OrderLine {
  readonly productId: string;
  readonly quantity: number;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly milliseconds: number;
}

export interface Customers {
  /** All of them place orders until the time is over, each one the next when the one before was answered. */
  shop(milliseconds: number, lines: () => readonly OrderLine[]): Promise<readonly Answer[]>;
  /** Each places so many orders, all of them at once. */
  rush(each: number, lines: () => readonly OrderLine[]): Promise<readonly Answer[]>;
  close(): void;
}

/** Customers of a shop at this port, one for each access token, over connections that stay open. */
export const createCustomers = (port: number, tokens: () => Promise<readonly string[]>): Customers => {
  const agent = new Agent({ keepAlive: true });
  const place = async (token: string, lines: readonly OrderLine[]): Promise<Answer> => {
    const startedAt = performance.now();
    const { status, body } = await post(agent, port, token, { items: lines, paymentToken: 'tok_success' });
    return { status, body, milliseconds: performance.now() - startedAt };
  };
  const everyone = async (
    work: (token: string) => Promise<readonly Answer[]>,
  ): Promise<readonly Answer[]> => {
    // Servers close a connection that was idle for some seconds, perhaps while it is being used again.
    agent.destroy();
    return (await Promise.all((await tokens()).map(work))).flat();
  };
  return {
    shop(milliseconds, lines) {
      const endsAt = performance.now() + milliseconds;
      return everyone(async token => {
        const answers: Answer[] = [];
        while (performance.now() < endsAt) answers.push(await place(token, lines()));
        return answers;
      });
    },
    rush: (each, lines) =>
      everyone(token => Promise.all(Array.from({ length: each }, () => place(token, lines())))),
    close: () => {
      agent.destroy();
    },
  };
};

const post = (
  agent: Agent,
  port: number,
  token: string,
  body: unknown,
): Promise<{ readonly status: number; readonly body: string }> =>
  new Promise((resolve, reject) => {
    const payload = JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(payload),
    };
    request({ host: '127.0.0.1', port, path: '/orders', method: 'POST', agent, headers }, response => {
      text(response).then(answer => {
        resolve({ status: response.statusCode ?? 0, body: answer });
      }, reject);
    })
      .on('error', reject)
      .end(payload);
  });
