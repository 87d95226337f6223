import type * as z from 'zod';

/** Says as a terminal would what the schemas of the API refuse; what they say in words of their own stays. */
export const inWords = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_value': {
      const words = issue.values.map(String).join(', ');
      return issue.input === '' ? `must be one of ${words}` : `${String(issue.input)} is none of ${words}`;
    }
    case 'invalid_type':
      if (issue.expected === 'record') return 'must be a JSON object';
      return issue.expected === 'number' || issue.expected === 'int' ? 'must be a whole number' : undefined;
    case 'too_small':
      return issue.origin === 'number' ? `must be at least ${issue.minimum}` : 'must not be empty';
    case 'too_big':
      return issue.origin === 'number' ? `must be at most ${issue.maximum}` : `at most ${issue.maximum} fit`;
    case 'invalid_format':
      return issue.format === 'datetime'
        ? 'must be a time such as 2026-11-30T09:00:00Z'
        : `${String(issue.input)} is no id of a job`;
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    default:
      return undefined;
  }
};
