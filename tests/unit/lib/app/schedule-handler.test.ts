import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { createContainer } from '../../../../lib/app/container.ts';
import { noInput, scheduleHandler } from '../../../../lib/app/schedule-handler.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { lambdaContext } from '../../../support/http.ts';
import { until } from '../../../support/until.ts';

beforeAll(() => {
  setEnvironment({ STAGE: 'local', LOG_LEVEL: 'silent' });
});

const scheduled = z.object({ kind: z.string() });
const container = createContainer({ greeting: () => 'hello' });

describe('a scheduled function', () => {
  it('runs with what its container holds and what its schedule says', async () => {
    const ran: unknown[] = [];
    const handler = scheduleHandler(scheduled, container, async ({ greeting }, input) => {
      ran.push([greeting, input]);
    });
    await handler({ kind: 'daily' }, lambdaContext());
    expect(ran).toEqual([['hello', { kind: 'daily' }]]);
  });

  it('fails when its schedule says something else, so that the failure is seen', async () => {
    const handler = scheduleHandler(scheduled, container, async () => undefined);
    await expect(handler({ kind: 7 }, lambdaContext())).rejects.toThrow();
  });

  it('fails when its work fails, so that EventBridge tries again', async () => {
    const handler = scheduleHandler(noInput, container, () => Promise.reject(new Error('no database')));
    await expect(handler({}, lambdaContext())).rejects.toThrow('no database');
  });

  it('is told to stop shortly before its time is over', async () => {
    const aborted: boolean[] = [];
    const handler = scheduleHandler(noInput, container, async (_dependencies, _input, signal) => {
      aborted.push(signal.aborted);
      await until(() => signal.aborted, 'the signal');
      aborted.push(signal.aborted);
    });
    // Half a second is kept back for a rollback.
    await handler({}, { ...lambdaContext(), getRemainingTimeInMillis: () => 600 });
    expect(aborted).toEqual([false, true]);
  });
});
