import * as z from 'zod';
import type { Executor, Row } from '../platform/db/database.ts';
import type { Transaction } from '../platform/db/transaction.ts';
import { activityFigures, jobFigures, orderFigures, productFigures, revenueFigures } from './figures.sql.ts';
import { figures, type Figures } from './reports.schema.ts';

const jobTotals = z.object({ completed: z.number(), failed: z.number() });
const idRange = z.object({ firstId: z.string().nullable(), lastId: z.string().nullable() });

/** Less than the time of the job, more than the role's own limit: a month of a busy shop takes its time. */
const STATEMENT_LIMIT = '80s';
/** Of one hash table: enough to keep a day of a million orders off the disk. */
const WORKING_MEMORY = '16MB';

/** Of `compute`. */
const STATEMENTS = 5;

/** From one instant until, and without, another. */
export interface Span {
  readonly since: Date;
  readonly until: Date;
}

/** What reports tell, read from all the tables that they are about. */
export const figuresRepository = {
  /** Makes all that a transaction reads from here on of one moment, and gives its statements time. First thing in a transaction. */
  async takeSnapshot(tx: Transaction): Promise<void> {
    await tx.query('set transaction isolation level repeatable read, read only');
    await tx.query(`set local statement_timeout = '${STATEMENT_LIMIT}'`);
    await tx.query(`set local work_mem = '${WORKING_MEMORY}'`);
  },

  /** The figures of a span of time. @param onPart called after each statement, with the share done */
  async compute(
    tx: Executor,
    { since, until }: Span,
    onPart: (share: number) => Promise<void>,
  ): Promise<Figures> {
    const span = [since.toISOString(), until.toISOString()];
    const parts: Row[] = [];
    const read = async (statement: string, ...values: readonly unknown[]): Promise<Row> => {
      const [row = {}] = await tx.query(statement, [...span, ...values]);
      parts.push(row);
      await onPart(parts.length / STATEMENTS);
      return row;
    };
    const { firstId, lastId } = idRange.parse(await read(orderFigures));
    await read(productFigures, firstId, lastId);
    for (const statement of [revenueFigures, activityFigures, jobFigures]) await read(statement);
    return figures.parse(Object.assign({}, ...parts));
  },

  /** Jobs of the final daily reports in a span: what is left when their rows are pruned. */
  async jobTotals(db: Executor, since: string, until: string) {
    const [row] = await db.query(
      `-- reports.job_totals
       select coalesce(sum((figures #>> '{figures,jobs,completed}')::bigint), 0)::bigint as completed,
              coalesce(sum((figures #>> '{figures,jobs,failed}')::bigint), 0)::bigint as failed
       from reports
       where kind = 'daily' and final and period_start >= $1 and period_start < $2`,
      [since, until],
    );
    return jobTotals.parse(row);
  },
} as const;

export type FiguresRepository = typeof figuresRepository;
