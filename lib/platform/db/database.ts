/** A row as the driver gives it. Repositories parse it: what leaves a repository is a known type. */
export type Row = Readonly<Record<string, unknown>>;

/** What runs a statement: the database itself or a transaction. Every query takes it first, so none slips out of its transaction. */
export interface Executor {
  /**
   * Runs one statement and returns its rows. timestamptz comes as an ISO 8601 string, int8 as a number.
   *
   * One that opens with `-- its.name, prepared` is parsed and planned once for a connection, where the way to the database allows
   * that. It is for statements that run often and whose best plan does not depend on their values. The text must always be the same.
   *
   * @throws the driver's error; its `code` is the SQLSTATE
   */
  query(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** One connection, held until released. `release(error)` destroys it: nobody gets a connection in an unknown state. */
export interface Connection extends Executor {
  release(error?: Error): void;
}

export interface Database extends Executor {
  connect(): Promise<Connection>;
}
