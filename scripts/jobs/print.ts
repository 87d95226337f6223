import type { Job, JobDetails } from '../../lib/jobs/jobs.schema.ts';
import type { DeadLetterView, QueueOverview } from '../../lib/jobs/queues.schema.ts';
import { duration, facts, short, table, type Cell } from './table.ts';

const REASON_WIDTH = 60;

/** `2026-11-22 14:05:09`, in UTC. */
const time = (iso: string | null): string | null => iso?.slice(0, 19).replace('T', ' ') ?? null;
const percent = (fraction: number | null): string | null =>
  fraction === null ? null : `${Math.round(fraction * 100)} %`;

export const jobTable = (jobs: readonly Job[]): string =>
  jobs.length === 0
    ? 'No jobs.'
    : table(
        ['ID', 'NAME', 'QUEUE', 'STATE', 'ATTEMPT', 'CREATED (UTC)', 'LAST REASON'],
        jobs.map(job => [
          job.id,
          job.name,
          job.queue,
          job.cancelRequested ? `${job.state}, stopping` : job.state,
          `${job.attempt}/${job.maxAttempts}`,
          time(job.createdAt),
          short(job.lastReason, REASON_WIDTH),
        ]),
      );

export const jobSheet = (job: JobDetails): string =>
  [
    facts(jobFacts(job)),
    ...(job.attempts.length === 0
      ? []
      : [
          table(
            ['ATTEMPT', 'OUTCOME', 'AT (UTC)', 'REASON'],
            job.attempts.map(({ attempt, outcome, at, reason }) => [attempt, outcome, time(at), reason]),
          ),
        ]),
    ...relatives(job),
    `payload ${JSON.stringify(job.payload, null, 2)}`,
    ...(job.result === null ? [] : [`result ${JSON.stringify(job.result, null, 2)}`]),
  ].join('\n\n');

const jobFacts = (job: JobDetails): readonly (readonly [string, Cell])[] => [
  ['id', job.id],
  ['name', job.name],
  ['queue', job.queue],
  ['state', job.cancelRequested ? `${job.state}, asked to stop` : job.state],
  ['attempts', `${job.attempt} of ${job.maxAttempts}`],
  ['stalls', job.stalls === 0 ? null : job.stalls],
  ['progress', percent(job.progress)],
  ['unique key', job.uniqueKey],
  ['group', job.groupId],
  ['trace', job.traceId],
  ['created', time(job.createdAt)],
  ['due', job.waitingFor > 0 ? `when ${job.waitingFor} other jobs have completed` : time(job.runAt)],
  ['started', time(job.startedAt)],
  ['finished', time(job.finishedAt)],
  ['waited', duration(job.waitedSeconds)],
  ['ran', duration(job.ranSeconds)],
];

const relatives = ({ parent, children, dependencies, dependents }: JobDetails): readonly string[] => {
  const related: readonly (readonly [string, JobDetails['children']])[] = [
    ['parent', parent === null ? [] : [parent]],
    ['child', children],
    ['waits for', dependencies],
    ['waited for by', dependents],
  ];
  const rows = related.flatMap(([relation, jobs]) =>
    jobs.map(({ id, name, state }) => [relation, id, name, state]),
  );
  return rows.length === 0 ? [] : [table(['RELATION', 'ID', 'NAME', 'STATE'], rows)];
};

export const queueTable = (queues: readonly QueueOverview[]): string =>
  table(
    [
      'QUEUE',
      'QUEUED',
      'SCHEDULED',
      'RETRYING',
      'ACTIVE',
      'FAILED',
      'COMPLETED',
      'OLDEST WAITS',
      'DEAD',
      'PAUSED SINCE (UTC)',
    ],
    queues.map(({ queue, jobs, oldestWaitSeconds, deadLetters, pausedAt }) => [
      queue,
      jobs.queued,
      jobs.scheduled,
      jobs.retrying,
      jobs.active,
      jobs.failed,
      jobs.completed,
      oldestWaitSeconds === 0 ? null : duration(oldestWaitSeconds),
      deadLetters,
      time(pausedAt),
    ]),
  );

export const letterTable = (letters: readonly DeadLetterView[]): string =>
  letters.length === 0
    ? 'No dead letters.'
    : table(
        ['MESSAGE', 'SENT (UTC)', 'JOB', 'NAME', 'STATE', 'BODY'],
        letters.map(({ messageId, sentAt, job, body }) => [
          messageId,
          time(sentAt),
          job?.id,
          job?.name,
          job?.state,
          job === null ? short(body, REASON_WIDTH) : null,
        ]),
      );
