import { createReportRenderers } from './reports.renderers.ts';

/** For functions that show reports; they also need the reports module. */
export const reportRenderingModule = { reportRenderers: createReportRenderers };
