import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readWakeUp, wakeUpBody } from '../../../../../lib/platform/jobs/wake-up.ts';

describe('a message', () => {
  it('names its job and nothing else, and is read as it was written', () => {
    const jobId = randomUUID();
    const body = wakeUpBody({ jobId, queue: 'email', groupId: 'customer-1', delaySeconds: 3 });
    expect(JSON.parse(body)).toEqual({ jobId });
    expect(readWakeUp(body)).toBe(jobId);
  });

  it.each(['', 'null', '[]', '{}', '7', '{"jobId":7}', '{"jobId":"7"}', '{"jobId":null}', 'jobId'])(
    'that is not ours is told apart: %s',
    text => {
      expect(readWakeUp(text)).toBeUndefined();
    },
  );
});
