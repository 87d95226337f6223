import { beforeAll, describe, expect, it } from '@jest/globals';
import { createDispatcher } from '../../../../../lib/platform/jobs/dispatcher.ts';
import { newJob } from '../../../../../lib/platform/jobs/job.ts';
import { completed, retry } from '../../../../../lib/platform/jobs/outcome.ts';
import { currentTraceparent, inTrace } from '../../../../../lib/platform/trace/trace.ts';
import { formatTraceparent, newTrace } from '../../../../../lib/platform/trace/traceparent.ts';
import { recordLog, recordWakeUps, silentLog } from '../../../../support/fakes.ts';
import {
  defineTestJob,
  enqueueAll,
  insertJobs,
  makeDue,
  performing,
  workerFor,
} from '../../../../support/jobs.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const trace = newTrace();
const traceparent = formatTraceparent(trace);
const definition = defineTestJob();
let id: string;

/** Enqueues a job within the trace, as a request does. */
beforeAll(async () => {
  const job = inTrace(trace, () => newJob(definition, { note: 'hello' }));
  id = job.id;
  await insertJobs(database.db, [job]);
});

describe('the trace of a job', () => {
  it('is that of each attempt, and of the message that asks for the next', async () => {
    const wakeUps = recordWakeUps();
    const log = recordLog();
    const seen: unknown[] = [];
    const worker = workerFor(
      database.db,
      [
        performing(definition, async (_payload, attempt) => {
          seen.push(currentTraceparent());
          attempt.log.info('test.attempt');
          return attempt.number === 1 ? retry('not yet') : completed();
        }),
      ],
      { wakeUps, log: log.log },
    );
    await worker.work([id]);
    expect(wakeUps.of(id)).toMatchObject([{ traceparent }]);
    await makeDue(database.db, id);
    await worker.work([id]);
    expect(seen).toEqual([traceparent, traceparent]);
    expect(log.lines).toMatchObject(
      ['test.attempt', 'job.retrying', 'test.attempt', 'job.completed'].map(event => ({
        event,
        traceId: trace.traceId,
      })),
    );
  });

  it('is in the message that a dispatcher sends for it', async () => {
    const wakeUps = recordWakeUps();
    const late = inTrace(trace, () => newJob(definition, { note: 'late' }, { delaySeconds: 3600 }));
    await enqueueAll(database.db, wakeUps, [late]);
    await database.rows('update jobs set send_after = now() where id = $1', [late.id]);
    await createDispatcher({ db: database.db, wakeUps, log: silentLog }).dispatch(
      AbortSignal.timeout(30_000),
    );
    expect(wakeUps.of(late.id)).toMatchObject([{ traceparent }]);
  });
});
