/** Something the person at the terminal can put right. It is shown as its message alone, without a stack. */
export class StartError extends Error {}

/**
 * What to show of anything that was thrown. The error of a host with several addresses, each of which has failed in a way
 * of its own, has a code and no message.
 */
export const messageOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return String(error);
  const fields = ['message', 'code'].map((field): unknown => Reflect.get(error, field));
  return (
    fields.find((value): value is string => typeof value === 'string' && value !== '') ??
    'an error without a message'
  );
};
