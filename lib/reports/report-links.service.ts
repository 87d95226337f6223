import { err, type Result } from 'neverthrow';
import { isSigned } from '../platform/auth/signed-link.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { linkExpired, type LinkExpired, type ReportNotFound } from './reports.errors.ts';
import type { Report, ReportKey } from './reports.schema.ts';
import { reportPagePath, type ReportService } from './reports.service.ts';

export interface ReportLinksDeps {
  readonly reportService: ReportService;
  readonly clock: Clock;
}

/** Reading a report by the link of its mail. Apart from the other ways, because it needs the secret that signs links. */
export const createReportLinks = ({ reportService, clock }: ReportLinksDeps) => ({
  /** @returns the report, for who holds a link to it that stands */
  async open(
    key: ReportKey,
    link: { readonly expires: number; readonly signature: string },
  ): Promise<Result<Report, ReportNotFound | LinkExpired>> {
    return isSigned(reportPagePath(key), link, clock.now()) ? reportService.get(key) : err(linkExpired);
  },
});
