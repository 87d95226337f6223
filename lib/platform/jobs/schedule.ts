/** The longest delay SQS takes for a message, and so how far ahead of its time a job's message is sent. */
export const LOOK_AHEAD_SECONDS = 900;

/** How long the dispatcher waits before it wakes a worker again: after the first, second, third and each further message. */
const RESEND_MINUTES = [1, 5, 15, 60] as const;

/**
 * SQL for the `send_after` and `sends` of a job whose run time was just set. When it is due within the look-ahead, whoever
 * commits the row sends its message, and the dispatcher only steps in a minute after it was due; otherwise the
 * dispatcher sends the first message, as early as SQS can hold it.
 *
 * @param due an SQL expression of the run time
 */
export const firstSend = (due: string) => ({
  sendAfter: `case when ${due} > now() + interval '${LOOK_AHEAD_SECONDS} seconds'
    then ${due} - interval '${LOOK_AHEAD_SECONDS} seconds' else ${due} + interval '${RESEND_MINUTES[0]} minutes' end`,
  sends: `case when ${due} > now() + interval '${LOOK_AHEAD_SECONDS} seconds' then 0 else 1 end`,
});

/** SQL for the time of the message after next, counted from when the job is due or from now, whichever is later. */
export const pushedOn = `greatest(run_at, now())
  + make_interval(mins => (array[${RESEND_MINUTES.join(', ')}])[least(sends, ${RESEND_MINUTES.length - 1}) + 1])`;

/**
 * The columns of a WakeUp, from rows of jobs that were just written, with their traces. `delaySeconds` beyond the look-ahead means:
 * not now.
 */
export const wakeUpColumns = `id as "jobId", queue, group_id as "groupId", traceparent,
  least(greatest(0, ceil(extract(epoch from run_at - now()))), 2147483647)::integer as "delaySeconds"`;

/**
 * The trace of a job that the statement does not insert or replace: of those it does not see the new one.
 *
 * @param row the name of a table or expression that holds the job
 */
export const traceOf = (row: string): string =>
  `(select traceparent from job_payloads where job_id = ${row}.id) as traceparent`;

/** The wake-ups of jobs written by a statement, as a JSON array. @param rows names of expressions that return jobs */
export const wakeUpsOf = (...rows: readonly string[]): string =>
  `(select coalesce(jsonb_agg(wake_up), '[]')
    from (${rows.map(name => `select ${wakeUpColumns} from ${name}`).join(' union all ')}) as wake_up)`;
