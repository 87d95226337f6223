import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { getReport } from '../../../lib/reports/reports.contracts.ts';
import { reportsModule } from '../../../lib/reports/reports.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, reportsModule);

/** GET /reports/daily/{date}: shows the report of a date. */
export const handler = httpHandler(getReport, container, ({ reportReader }, { params }) =>
  reportReader.get(params.date),
);
