import { queueNames } from '../../lib/platform/jobs/job.ts';
import { jobStates } from '../../lib/platform/jobs/job-state.ts';

export const USAGE = `Usage: npm run jobs -- <command> [options]

  list                 jobs, the newest first
  show <id>            one job with its attempts, payload, result and relatives
  retry <id>           gives a failed or cancelled job another chance
  retry <filters>      all that fit; failed ones unless --state says otherwise
  cancel <id>          cancels a job that waits, or asks one at work to stop
  cancel <filters>     all that fit
  queues               how the queues are doing
  pause <queue>        begins no further job of a queue
  resume <queue>       lets it go on
  dlq <queue>          the dead letters of a queue
  redrive <queue>      wakes the jobs that dead letters name, and removes those

Filters, all of which must hold:
  --state <states>     with commas between them: ${jobStates.join(', ')}
  --queue <queue>      ${queueNames.join(', ')}
  --name <name>        such as email.send
  --payload <json>     fields of the payload: '{"orderId":"..."}'
  --older-than <age>   created before this: 90s, 30m, 2h, 7d
  --newer-than <age>   created since
  --created-before, --created-after <time>   ISO 8601
  --id <id>            may be repeated

Options:
  --limit <n>          of list and dlq: so many, 20 unless given
  --cursor <cursor>    of list: where the page before ended
  --message <id>       of redrive: this message alone; may be repeated
  --discard-foreign    of redrive: removes messages that name no job, too
  --json               prints JSON instead of tables
  --help               prints this

It works on DATABASE_URL (with STAGE, or the QUEUE_URL_ variables, to find the queues), or else on the local stack that runs.
It exits with 0 when all is done, 1 when something could not be done, and 2 when the command makes no sense.`;
