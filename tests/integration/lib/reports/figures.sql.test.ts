import { describe, expect, it } from '@jest/globals';
import {
  activityFigures,
  jobFigures,
  orderFigures,
  productFigures,
  revenueFigures,
} from '../../../../lib/reports/figures.sql.ts';
import { uuidv7 } from '../../../../lib/platform/ids/uuid.ts';
import { plansOf } from '../../../support/plans.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
const span = ['2026-11-21T05:00:00Z', '2026-11-22T05:00:00Z'];

describe('the statements of the figures', () => {
  it.each([
    ['orders', orderFigures, span, ['orders_(placed|in_state)', 'order_events_pkey']],
    ['revenue', revenueFigures, span, ['payments_created_at', 'payments_refunded_at']],
    ['products', productFigures, [...span, uuidv7(), uuidv7()], ['orders_', 'order_items_pkey']],
    [
      'activity',
      activityFigures,
      span,
      [
        'orders_',
        'messages_created_at',
        'sessions_created_at',
        'users_created_at',
        'rooms_created_at',
        'emails_created_at',
      ],
    ],
    ['jobs', jobFigures, span, ['jobs_finished_at']],
  ])('can find the rows of a period by an index: %s', async (_, statement, values, indexes) => {
    // Small tables are read as a whole, unless that is made dear.
    const db = database.open('-c enable_seqscan=off');
    const [plan = ''] = await plansOf(db, executor => executor.query(statement, values));
    for (const index of indexes) expect(plan).toMatch(new RegExp(`"Index Name": ?"${index}`));
  });

  it('are told how few different waits there are, by the expression that they group by', async () => {
    const [expression = ''] = /width_bucket\(.*?100000000\)/.exec(jobFigures) ?? [];
    // Postgres writes equal expressions in the same words.
    await database.rows(`create statistics same_waits on (${expression}) from jobs`);
    const known = await database.rows(
      `select distinct pg_get_statisticsobjdef_expressions(oid)::text from pg_statistic_ext
       where stxname in ('job_waits', 'same_waits')`,
    );
    expect(known).toHaveLength(1);
  });
});
