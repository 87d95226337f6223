import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { cancelJobs } from '../../../lib/jobs/jobs.contracts.ts';
import { bulkCancellingModule } from '../../../lib/jobs/jobs.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, bulkCancellingModule);

/** POST /jobs/cancel: cancels all jobs that fit. */
export const handler = httpHandler(cancelJobs, container, ({ bulkCanceller }, { caller, body }) =>
  bulkCanceller.cancelAll(caller.userId, body),
);
