import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule, queueModule } from '../../../lib/app/platform.modules.ts';
import { generateReport } from '../../../lib/reports/reports.contracts.ts';
import { reportSchedulingModule } from '../../../lib/reports/reports.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const platform = [databaseModule, identityModule, sessionGuardModule, queueModule] as const;

/** POST /reports: has the report of a period generated in the background. */
export const handler = httpHandler(
  generateReport,
  createContainer(...platform, reportSchedulingModule),
  ({ reportScheduler }, { body, idempotency }) => reportScheduler.request(body, idempotency),
);
