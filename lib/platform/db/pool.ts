import type { Row } from './database.ts';

/** The part of a node-postgres Pool that is used here; the Neon driver's Pool has the same. */
export interface Pool {
  connect(): Promise<Client>;
  end(): Promise<void>;
}

export interface Client {
  query(query: {
    /** Under which the connection keeps the statement parsed and planned. */
    readonly name?: string;
    readonly text: string;
    readonly values: unknown[];
  }): Promise<{ readonly rows: readonly Row[] }>;
  /** Gives it back; with an error, for good. */
  release(error?: Error): void;
}
