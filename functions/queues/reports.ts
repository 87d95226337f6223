import { createContainer } from '../../lib/app/container.ts';
import { databaseModule, queueModule } from '../../lib/app/platform.modules.ts';
import { queueHandler } from '../../lib/app/queue-handler.ts';
import { emailsModule } from '../../lib/emails/emails.module.ts';
import { reportComputingModule } from '../../lib/reports/reports.module.ts';
import { performReportGenerate } from '../../lib/reports/reports.performers.ts';

const container = createContainer(databaseModule, queueModule, emailsModule, reportComputingModule);

/** The reports queue: long statements, one at a time. */
export const handler = queueHandler(container, [performReportGenerate]);
