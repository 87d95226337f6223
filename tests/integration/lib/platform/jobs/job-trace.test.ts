import { beforeAll, describe, expect, it } from '@jest/globals';
import { queueRepository } from '../../../../../lib/jobs/queues.repository.ts';
import { jobRetrying } from '../../../../../lib/platform/jobs/retry.ts';
import { createDispatcher } from '../../../../../lib/platform/jobs/dispatcher.ts';
import { newJob } from '../../../../../lib/platform/jobs/job.ts';
import { completed, discard, retry } from '../../../../../lib/platform/jobs/outcome.ts';
import { currentTraceparent, inTrace } from '../../../../../lib/platform/trace/trace.ts';
import {
  formatTraceparent,
  newTrace,
  type TraceContext,
} from '../../../../../lib/platform/trace/traceparent.ts';
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

  it('is in the message of a job that waited for another', async () => {
    const wakeUps = recordWakeUps();
    const other = inTrace(newTrace(), () => newJob(definition, { note: 'first' }));
    const waiting = inTrace(trace, () => newJob(definition, { note: 'then' }, { dependsOn: [other.id] }));
    await insertJobs(database.db, [other, waiting]);
    await workerFor(database.db, [performing(definition, async () => completed())], { wakeUps }).work([
      other.id,
    ]);
    expect(wakeUps.of(waiting.id)).toMatchObject([{ traceparent }]);
  });

  it('is in the message of a job that was given all its attempts again, or looked up', async () => {
    const wakeUps = recordWakeUps();
    const bad = inTrace(trace, () => newJob(definition, { note: 'bad' }));
    await insertJobs(database.db, [bad]);
    await workerFor(database.db, [performing(definition, async () => discard('no'))], { wakeUps }).work([
      bad.id,
    ]);
    const retried = await jobRetrying.retry(database.db, [bad.id]);
    expect(retried.wakeUps).toMatchObject([{ jobId: bad.id, traceparent }]);
    expect(await queueRepository.wakeUps(database.db, [bad.id])).toMatchObject([
      { jobId: bad.id, traceparent },
    ]);
  });

  it('is that of whoever put a job off last', async () => {
    const wakeUps = recordWakeUps();
    const note = async (around: TraceContext) =>
      enqueueAll(database.db, wakeUps, [
        inTrace(around, () =>
          newJob(
            definition,
            { note: 'soon' },
            { uniqueKey: 'put off', uniqueMode: 'debounce', delaySeconds: 5 },
          ),
        ),
      ]);
    await note(newTrace());
    await note(trace);
    const [first, second] = wakeUps.sent;
    expect(second).toMatchObject({ jobId: first?.jobId, traceparent });
  });
});
