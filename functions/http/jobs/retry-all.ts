import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule, queueModule } from '../../../lib/app/platform.modules.ts';
import { retryJobs } from '../../../lib/jobs/jobs.contracts.ts';
import { bulkRetryingModule } from '../../../lib/jobs/jobs.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  queueModule,
  bulkRetryingModule,
);

/** POST /jobs/retry: retries all jobs that fit. */
export const handler = httpHandler(retryJobs, container, ({ bulkRetrier }, { caller, body }) =>
  bulkRetrier.retryAll(caller.userId, body),
);
