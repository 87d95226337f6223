import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { rendererFor } from '../../../lib/app/negotiation.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { getReport } from '../../../lib/reports/reports.contracts.ts';
import { reportsModule } from '../../../lib/reports/reports.module.ts';
import { reportRenderingModule } from '../../../lib/reports/reports.rendering.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const platform = [databaseModule, identityModule, sessionGuardModule] as const;

/** GET /reports/{kind}/{date}: shows a report as JSON, CSV or a page. */
export const handler = httpHandler(
  getReport,
  createContainer(...platform, reportsModule, reportRenderingModule),
  ({ reportService }, { params }) => reportService.get(params),
  {
    'text/csv': (report, { reportRenderers }) => reportRenderers.csv(report),
    'text/html': (report, { reportRenderers }) => reportRenderers.page(report),
  },
  rendererFor,
);
