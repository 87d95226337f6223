import { sqlState } from './sqlstate.ts';

/** Connection exceptions, shutdown, crash recovery, and too many connections: of the server, not of the statement. */
const OUTAGE_STATES = /^(08|57P0[1-3]|53300)/;

/** How sockets and name servers say that nobody is there. */
const OUTAGE_CODES: readonly unknown[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];

/** The drivers' own errors about connections have no code. */
const OUTAGE_MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** What a driver threw, as an error: Neon's throws the bare event of its WebSocket. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error || thrown instanceof DOMException
    ? thrown
    : new Error('Connection terminated, told by an event of the driver');

/**
 * Whether a statement failed because the database could not be reached, or was lost on the way. A statement that had been
 * sent may then have taken effect or not.
 */
export const isOutage = (error: unknown): boolean => {
  const state = sqlState(error);
  if (state !== undefined) return OUTAGE_STATES.test(state);
  if (!(error instanceof Error)) return false;
  return ('code' in error && OUTAGE_CODES.includes(error.code)) || OUTAGE_MESSAGES.test(error.message);
};
