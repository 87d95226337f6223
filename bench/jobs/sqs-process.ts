import { queueNames } from '../../lib/platform/jobs/job.ts';
import { startSqs } from '../../local/sqs.ts';

/** The local SQS server in a process of its own, with the queues of Strata. It says what a function needs to use them. */

const REGION = 'us-east-1';
/** As in functions/queues/resources.yml: six times the time-out of the function. */
const VISIBILITY_SECONDS = 300;

const sqs = await startSqs({
  region: REGION,
  queues: queueNames.map(name => ({
    logicalId: name,
    name,
    attributes: { VisibilityTimeout: String(VISIBILITY_SECONDS) },
    visibilityTimeoutSeconds: VISIBILITY_SECONDS,
  })),
});
process.send?.({
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  SQS_ENDPOINT: sqs.endpoint,
  ...Object.fromEntries(
    queueNames.map(name => [`QUEUE_URL_${name.toUpperCase().replaceAll('-', '_')}`, sqs.queueUrl(name)]),
  ),
});
process.once('disconnect', () => process.exit());
