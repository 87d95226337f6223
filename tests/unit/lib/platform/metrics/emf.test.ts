import { beforeAll, expect, it } from '@jest/globals';
import { emfLine, toCloudWatch } from '../../../../../lib/platform/metrics/emf.ts';
import { setEnvironment } from '../../../../support/environment.ts';
import { capturePrinted } from '../../../../support/printed.ts';

const printed = capturePrinted();
beforeAll(() => {
  setEnvironment({ STAGE: 'dev' });
});

it('a line goes to standard output, where CloudWatch reads it', () => {
  toCloudWatch('{"a":1}');
  expect(printed.text()).toBe('{"a":1}\n');
});

it('a line in the embedded metric format says what CloudWatch needs, and is one line', () => {
  const line = emfLine(
    { Queue: 'email', Job: 'email.send' },
    [
      { name: 'JobsCompleted', unit: 'Count', value: 2 },
      { name: 'JobWaitSeconds', unit: 'Seconds', value: [0.5, 1.5] },
    ],
    1_763_800_000_000,
  );
  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toEqual({
    _aws: {
      Timestamp: 1_763_800_000_000,
      CloudWatchMetrics: [
        {
          Namespace: 'Strata/dev',
          Dimensions: [['Queue'], ['Queue', 'Job']],
          Metrics: [
            { Name: 'JobsCompleted', Unit: 'Count' },
            { Name: 'JobWaitSeconds', Unit: 'Seconds' },
          ],
        },
      ],
    },
    Queue: 'email',
    Job: 'email.send',
    JobsCompleted: 2,
    JobWaitSeconds: [0.5, 1.5],
  });
});
