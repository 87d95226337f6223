import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { rendererFor } from '../../../lib/app/negotiation.ts';
import { databaseModule } from '../../../lib/app/platform.modules.ts';
import { openReport } from '../../../lib/reports/reports.contracts.ts';
import { reportLinksModule, reportsModule } from '../../../lib/reports/reports.module.ts';
import { reportRenderingModule } from '../../../lib/reports/reports.rendering.module.ts';

/** GET /reports/{kind}/{date}/page: opens a report by the link of its mail. */
export const handler = httpHandler(
  openReport,
  createContainer(databaseModule, reportsModule, reportLinksModule, reportRenderingModule),
  ({ reportLinks }, { params, query }) => reportLinks.open(params, query),
  { 'text/html': (report, { reportRenderers }) => reportRenderers.page(report) },
  rendererFor,
);
