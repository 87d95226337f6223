/** Fields whose value never reaches a log line, whatever object they are found in, such as `newPassword` or `body`. */
const SECRET_FIELDS =
  /^(.*(password|passwordHash|token|secret|ticket|privateKey|apiKey)|authorization|cookie|set-cookie|content|body)$/i;

/**
 * A JSON.stringify replacer that hides secret fields, spells out errors (JSON would print `{}`) and survives bigint.
 * Driver errors carry `detail` and `where` texts with row values in them: these are left out.
 */
export const hideSecrets = (key: string, value: unknown): unknown => {
  if (SECRET_FIELDS.test(key) && value !== undefined) return '[hidden]';
  if (value instanceof Error) return describeError(value);
  return typeof value === 'bigint' ? value.toString() : value;
};

const describeError = (error: Error) => ({
  name: error.name,
  message: error.message,
  ...('code' in error && { code: error.code }),
  stack: error.stack
    ?.split('\n')
    .slice(1, 8)
    .map(line => line.trim()),
  ...(error.cause !== undefined && { cause: error.cause }),
});
