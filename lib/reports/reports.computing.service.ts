import { ok } from 'neverthrow';
import type { Database } from '../platform/db/database.ts';
import { withTransaction, type Transaction } from '../platform/db/transaction.ts';
import type { FiguresRepository } from './figures.repository.ts';
import { periodBefore, periodEnd, startOfDate } from './reports.calendar.ts';
import type { ReportRepository } from './reports.repository.ts';
import type { Figures, ReportKey } from './reports.schema.ts';

/** The figures of a period, and those of the period before to compare them with. */
interface Comparison {
  readonly figures: Figures;
  readonly previous: Figures;
}

type OnProgress = (share: number) => Promise<void>;

export interface ReportComputerDeps {
  readonly db: Database;
  readonly reports: ReportRepository;
  readonly reportFigures: FiguresRepository;
}

/** Computing figures; all of a report's are of one moment. */
export const createReportComputer = ({ db, reports, reportFigures }: ReportComputerDeps) => {
  /** Rows of finished jobs last a week: a longer period adds up what its days said, if that is more than is left of them. */
  const figuresOf = async (
    tx: Transaction,
    key: ReportKey,
    zone: string,
    onProgress: OnProgress,
  ): Promise<Figures> => {
    const until = periodEnd(key, zone);
    const span = { since: startOfDate(key.date, zone), until: startOfDate(until, zone) };
    const figures = await reportFigures.compute(tx, span, onProgress);
    if (key.kind === 'daily') return figures;
    const { completed, failed } = await reportFigures.jobTotals(tx, key.date, until);
    const jobs = {
      ...figures.jobs,
      completed: Math.max(completed, figures.jobs.completed),
      failed: Math.max(failed, figures.jobs.failed),
    };
    return { ...figures, jobs };
  };

  return {
    /**
     * Computes the figures of a period. Those of the period before are taken from its final report where there is one: they
     * were counted as long after its end as these, and their rows may be gone.
     *
     * @param onProgress told how much is done, from 0 to 1
     */
    async compute(key: ReportKey, zone: string, onProgress: OnProgress): Promise<Comparison> {
      const computed = await withTransaction(db, async tx => {
        await reportFigures.takeSnapshot(tx);
        const before = periodBefore(key, zone);
        const stored = await reports.find(tx, before);
        const known = stored?.final === true && stored.zone === zone ? stored.figures : undefined;
        const part = known === undefined ? 0.5 : 1;
        const figures = await figuresOf(tx, key, zone, share => onProgress(share * part));
        const compute = () => figuresOf(tx, before, zone, share => onProgress(part + share * part));
        return ok({ figures, previous: known ?? (await compute()) });
      });
      return computed.match(
        comparison => comparison,
        (impossible: never) => impossible,
      );
    },
  };
};

export type ReportComputer = ReturnType<typeof createReportComputer>;
