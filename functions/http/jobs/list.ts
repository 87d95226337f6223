import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { listJobs } from '../../../lib/jobs/jobs.contracts.ts';
import { jobListModule } from '../../../lib/jobs/jobs.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, jobListModule);

/** GET /jobs: finds jobs, the newest first. */
export const handler = httpHandler(listJobs, container, ({ jobFinder }, { query }) => jobFinder.list(query));
