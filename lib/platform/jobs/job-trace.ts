import type { SpanDetails } from '../trace/span.ts';
import { currentTrace, inSpan, inTrace } from '../trace/trace.ts';
import { newTrace, parseTraceparent, type TraceContext } from '../trace/traceparent.ts';
import type { Performed } from './attempt.ts';
import type { ClaimedJob } from './ledger.ts';

/**
 * Attempts a job in the trace of whatever made it, so that the lines, jobs and frames that follow are found with the request
 * they come from. The batch has a trace of its own, since its jobs may come from many requests; the attempt's span links to it.
 */
export const inTraceOf = (job: ClaimedJob, attempt: () => Promise<Performed>): Promise<Performed> => {
  const batch = currentTrace();
  const made = parseTraceparent(job.traceparent) ?? batch ?? newTrace();
  return inTrace({ ...made, recorder: batch?.recorder }, () =>
    inSpan('consumer', `process ${job.name}`, attempt, performed => detailsOf(job, performed, batch)),
  );
};

const detailsOf = (
  { id, queue, attempt, waitedSeconds }: ClaimedJob,
  performed: Performed,
  link: TraceContext | undefined,
): SpanDetails => {
  const end = performed.kind === 'outcome' ? performed.outcome.kind : performed.kind;
  return {
    attributes: {
      'messaging.system': 'aws_sqs',
      'messaging.destination.name': queue,
      'messaging.operation.type': 'process',
      'strata.job.id': id,
      'strata.job.attempt': attempt,
      'strata.job.waited_seconds': waitedSeconds,
      'strata.job.outcome': end,
    },
    failure: ['completed', 'settled', 'snooze'].includes(end) ? undefined : end,
    link,
  };
};
