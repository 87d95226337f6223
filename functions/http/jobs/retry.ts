import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule, queueModule } from '../../../lib/app/platform.modules.ts';
import { retryJob } from '../../../lib/jobs/jobs.contracts.ts';
import { jobRetryingModule } from '../../../lib/jobs/jobs.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  queueModule,
  jobRetryingModule,
);

/** POST /jobs/{jobId}/retry: gives a failed or cancelled job another chance. */
export const handler = httpHandler(retryJob, container, ({ jobRetrier }, { caller, params }) =>
  jobRetrier.retry(caller.userId, params.jobId),
);
