/** Something the person at the terminal can put right. It is shown as its message alone, without a stack. */
export class StartError extends Error {}

/** What to show of anything that was thrown. */
export const messageOf = (error: unknown): string => {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  if (!(error instanceof Error)) return String(error);
  // Connection errors of Node carry their text in the code alone.
  const code: unknown = 'code' in error ? error.code : undefined;
  return error.message || (typeof code === 'string' ? code : error.name);
};
