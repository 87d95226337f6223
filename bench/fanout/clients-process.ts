import * as z from 'zod';
import { answerMessages } from '../frame/answer.ts';
import type { HolderModule } from './holder.ts';

/** Clients of a server: `clients-process.ts <module> <port> <clients>`. Asked for messages, it answers when as many have come. */

const LONGEST_MILLISECONDS = 60_000;
const requests = z.object({ messages: z.number() });

const [module = '', port, size] = process.argv.slice(2);
const { connect } = (await import(module)) as HolderModule;
let heard = 0;
let changed = (): void => undefined;
for (let number = 0; number < Number(size); number += 1)
  await connect(Number(port), () => {
    heard += 1;
    changed();
  });

const receive = async (messages: number) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const limit = setTimeout(resolve, LONGEST_MILLISECONDS);
  changed = () => {
    if (heard >= messages) resolve();
  };
  changed();
  await promise;
  clearTimeout(limit);
  const received = heard;
  heard = 0;
  return { messages: received };
};

answerMessages('ready', message => receive(requests.parse(message).messages));
