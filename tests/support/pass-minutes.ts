import { expect } from '@jest/globals';
import { invokeFunction } from '../../local/invoke.ts';
import type { RunningStack } from '../../local/state.ts';
import type { Executor } from '../../lib/platform/db/database.ts';

/** What minutes do: leases of those that died run out, and the dispatcher looks for what nobody has taken. */
export const passMinutes = async (
  db: Executor,
  { lambdaUrl, functionPrefix }: RunningStack,
): Promise<void> => {
  await db.query(
    `update jobs set send_after = least(send_after, now()), lease_until = least(lease_until, now())
     where state in ('queued', 'active', 'retrying') and coalesce(started_at, created_at) < now() - interval '3 seconds'`,
  );
  const functionName = `${functionPrefix}-dispatchJobs`;
  const outcome = await invokeFunction({ lambdaUrl, functionName, payload: {}, timeoutSeconds: 55 });
  expect(outcome).toMatchObject({ ok: true });
};
