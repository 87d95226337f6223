import * as z from 'zod';

/** One thing wrong with the input: a JSON pointer (RFC 6901) from the part of the request, such as `/body/items/0/quantity`. */
export const inputError = z.object({
  pointer: z
    .string()
    .describe(
      'Which part of the request: `/path`, `/query`, `/headers` or `/body`, or `/data` of a frame, and what is below',
    ),
  message: z.string().describe('What is wrong with it'),
});
export type InputError = Readonly<z.infer<typeof inputError>>;

/** An error as a client sees it: RFC 9457, with a stable `code` to program against. */
export const problem = z.looseObject({
  type: z.string().describe('The code as a URN'),
  title: z.string().describe('The kind of problem, the same for every occurrence; may be reworded'),
  status: z.int().describe('As in the status line'),
  detail: z.string().describe('This occurrence, and what to do about it; may be reworded'),
  code: z.string().describe('The kind of problem, to program against'),
  requestId: z.string().describe('Finds the log lines of the request'),
  errors: z.array(inputError).optional(),
});
export type Problem = Readonly<z.infer<typeof problem>>;

/** The input errors of a failed zod parse. @param root where the parsed value stands in the request, such as `/body` */
export const inputErrors = (root: string, error: z.ZodError): readonly InputError[] =>
  error.issues.flatMap(issue => {
    const at = [root, ...issue.path.map(escapePointer)].join('/');
    if (issue.code !== 'unrecognized_keys') return [{ pointer: at, message: issue.message }];
    return issue.keys.map(key => ({ pointer: `${at}/${escapePointer(key)}`, message: 'unknown field' }));
  });

/** A name as a segment of a JSON pointer. */
export const escapePointer = (segment: PropertyKey): string =>
  String(segment).replaceAll('~', '~0').replaceAll('/', '~1');
