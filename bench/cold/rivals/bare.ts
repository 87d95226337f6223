import pg from 'pg';

/** The least that answers from Postgres: one handler, one query, nothing checked. */

const pool = new pg.Pool({ max: 2 });

export const handler = async (event: { readonly pathParameters: { readonly orderId: string } }) => {
  const { rows } = await pool.query<{ id: string; state: string }>(
    'select id, state, total_cents from orders where id = $1',
    [event.pathParameters.orderId],
  );
  return { statusCode: rows.length === 0 ? 404 : 200, body: JSON.stringify(rows[0] ?? null) };
};
