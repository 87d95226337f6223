import type { Transport } from './transport.ts';

/** Posts under way at once from one invocation: enough to hide the round trip, few enough for the account's quota. */
const PARALLEL_POSTS = 20;

/** Posts a frame to connections side by side. One that is slow holds up its own lane only. @returns what became of them */
export const postToAll = async (transport: Transport, ids: readonly string[], frame: string) => {
  const waiting = [...ids];
  const gone: string[] = [];
  let sent = 0;
  let failed = 0;
  const lane = async (): Promise<void> => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const result = await transport.post(id, frame);
      if (result === 'gone') gone.push(id);
      else if (result === 'sent') sent += 1;
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL_POSTS, ids.length) }, lane));
  return { sent, failed, gone };
};
