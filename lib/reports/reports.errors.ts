export interface ReportNotFound {
  readonly code: 'report.not_found';
  readonly detail: string;
}
export interface NoSuchPeriod {
  readonly code: 'report.no_such_period';
  readonly detail: string;
}
export interface FutureDate {
  readonly code: 'report.future_date';
  readonly detail: string;
}
export interface LinkExpired {
  readonly code: 'report.link_expired';
  readonly detail: string;
}
export type ReportError = ReportNotFound | NoSuchPeriod | FutureDate | LinkExpired;

export const reportNotFound: ReportNotFound = {
  code: 'report.not_found',
  detail: 'There is no report of this period. POST /reports has it generated.',
};

export const noSuchPeriod = (start: string): NoSuchPeriod => ({
  code: 'report.no_such_period',
  detail: `No period of this kind starts on this date; the one that holds it starts on ${start}.`,
});

export const futureDate = (today: string): FutureDate => ({
  code: 'report.future_date',
  detail: `Nothing can be reported of a period that starts after today, ${today}.`,
});

/** The same for a link that was tampered with. */
export const linkExpired: LinkExpired = {
  code: 'report.link_expired',
  detail:
    'The link does not open this report any more. Sign in and get the report, or wait for the next mail.',
};
