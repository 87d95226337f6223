import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { cancelJob } from '../../../lib/jobs/jobs.contracts.ts';
import { jobCancellingModule } from '../../../lib/jobs/jobs.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, jobCancellingModule);

/** POST /jobs/{jobId}/cancel: cancels a job that waits, or asks one at work to stop. */
export const handler = httpHandler(cancelJob, container, ({ jobCanceller }, { caller, params }) =>
  jobCanceller.cancel(caller.userId, params.jobId),
);
