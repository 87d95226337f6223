import type * as z from 'zod';
import type { Section } from './config.ts';
import * as sections from './sections.ts';

const every: readonly Section[] = Object.values(sections);

/** The variables of some sections, or every one that the application reads: what functions are given, and what tests compare. */
export const environmentNames = (of: readonly Section[] = every): readonly string[] =>
  [...new Set(of.flatMap(section => Object.keys(section().shape)))].sort();

/** What is wrong with the variables that are set in an environment, each by its name; never its value. */
export const malformedIn = (environment: Readonly<Record<string, string | undefined>>): readonly string[] =>
  every
    .flatMap(section => Object.entries<z.ZodType>(section().shape))
    .filter(([name]) => (environment[name] ?? '') !== '')
    .flatMap(([name, schema]) =>
      (schema.safeParse(environment[name]).error?.issues ?? []).map(({ message }) => `${name}: ${message}`),
    );
