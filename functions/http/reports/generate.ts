import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule, queueModule } from '../../../lib/app/platform.modules.ts';
import { generateReport } from '../../../lib/reports/reports.contracts.ts';
import { reportSchedulingModule } from '../../../lib/reports/reports.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  queueModule,
  reportSchedulingModule,
);

/** POST /reports/daily: has the report of a date generated in the background. */
export const handler = httpHandler(generateReport, container, ({ reportScheduler }, { body }) =>
  reportScheduler.request(body.date),
);
