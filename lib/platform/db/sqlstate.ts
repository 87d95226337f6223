/** SQLSTATE codes the application answers to. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const SQLSTATE = {
  featureNotSupported: '0A000',
  uniqueViolation: '23505',
  foreignKeyViolation: '23503',
  checkViolation: '23514',
  lockNotAvailable: '55P03',
  deadlockDetected: '40P01',
  queryCanceled: '57014',
  duplicateDatabase: '42P04',
  undefinedTable: '42P01',
} as const;

const fields = (error: unknown): { readonly code?: unknown; readonly constraint?: unknown } =>
  typeof error === 'object' && error !== null ? error : {};

/** No class of SQLSTATEs begins with E, and some codes of sockets look alike: EPIPE. */
const SQLSTATE_FORM = /^(?!E)[0-9A-Z]{5}$/;

/** The SQLSTATE of a database error; undefined for anything else, such as a lost connection. */
export const sqlState = (error: unknown): string | undefined => {
  const { code } = fields(error);
  return typeof code === 'string' && SQLSTATE_FORM.test(code) ? code : undefined;
};

/** Whether an error is the violation of one named unique constraint or index. */
export const violates = (error: unknown, constraint: string): boolean =>
  sqlState(error) === SQLSTATE.uniqueViolation && fields(error).constraint === constraint;

/** Foreign keys to who is calling, as Postgres names them. */
const OF_THE_CALLER = /_(user|session)_id_fkey$/;

/** Whether a row was refused because its user or session does not exist: an access token outlives an erased account. */
export const refersToNobody = (error: unknown): boolean =>
  sqlState(error) === SQLSTATE.foreignKeyViolation && OF_THE_CALLER.test(String(fields(error).constraint));

/** Administrator shutdown, crash recovery and connection exceptions end the connection; other SQLSTATEs leave it usable. */
const ENDS_THE_CONNECTION = /^(08|57P)/;

/** Whether a connection may not be used again after this error: it is broken, or a statement of ours may still run on it. */
export const leavesConnectionUnusable = (error: unknown): boolean => {
  const state = sqlState(error);
  return state === undefined || ENDS_THE_CONNECTION.test(state);
};
