import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { getJob } from '../../../lib/jobs/jobs.contracts.ts';
import { jobReadingModule } from '../../../lib/jobs/jobs.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, jobReadingModule);

/** GET /jobs/{jobId}: shows a job with all that is known about it. */
export const handler = httpHandler(getJob, container, ({ jobReader }, { params }) =>
  jobReader.get(params.jobId),
);
