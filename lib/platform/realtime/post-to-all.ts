import { inSpan } from '../trace/trace.ts';
import type { Transport } from './transport.ts';

/** Calls under way at once from one invocation: enough to hide the round trip, few enough for the account's quota. */
export const PARALLEL_CALLS = 20;

/** Does something for each connection, side by side. One that is slow holds up its own lane only. */
export const callAll = async <Target>(
  targets: readonly Target[],
  call: (target: Target) => Promise<void>,
): Promise<void> => {
  const waiting = [...targets];
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await call(next);
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL_CALLS, targets.length) }, lane));
};

/** Posts a frame to connections. @returns what became of them */
export const postToAll = (transport: Transport, ids: readonly string[], frame: string) =>
  inSpan(
    'client',
    'post to connections',
    () => post(transport, ids, frame),
    ({ sent, failed, gone }) => ({
      attributes: { 'strata.sent': sent, 'strata.failed': failed, 'strata.gone': gone.length },
      failure: failed > 0 ? 'not delivered' : undefined,
    }),
  );

const post = async (transport: Transport, ids: readonly string[], frame: string) => {
  const gone: string[] = [];
  let sent = 0;
  let failed = 0;
  await callAll(ids, async id => {
    const result = await transport.post(id, frame);
    if (result === 'gone') gone.push(id);
    else if (result === 'sent') sent += 1;
    else failed += 1;
  });
  return { sent, failed, gone };
};
