import pg from 'pg';

const CLIENTS = 16;

/** The table that transactions write to, for a system whose jobs are elsewhere; a pool of the same size for each that has one. */
const openPool = (database: string): pg.Pool =>
  new pg.Pool({ connectionString: database, max: CLIENTS }).on('error', error => {
    throw error;
  });

const insertEffect = { name: 'insert-effect', text: 'insert into effects (number) values ($1)' } as const;

export const openEffects = (database: string) => {
  const pool = openPool(database);
  return {
    pool,
    /** A transaction of its own. */
    insert: async (number: number): Promise<void> => {
      await pool.query({ ...insertEffect, values: [number] });
    },
    /** In a transaction, with what else belongs into it. */
    insertWith: async (number: number, more: (client: pg.PoolClient) => Promise<unknown>): Promise<void> => {
      const client = await pool.connect();
      try {
        await client.query('begin');
        await client.query({ ...insertEffect, values: [number] });
        await more(client);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw error;
      } finally {
        client.release();
      }
    },
    clear: async (): Promise<void> => {
      await pool.query('truncate effects');
    },
  };
};
