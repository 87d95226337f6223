import type * as z from 'zod';

/** A part of the configuration: one of sections.ts, which are declared one by one so that a bundle holds those it uses. */
export type Section = () => z.ZodObject;
export type Config<S extends Section> = Readonly<z.infer<ReturnType<S>>>;

const parsed = new Map<Section, unknown>();

/**
 * One section of the configuration, read from the environment when it is first asked for and kept. So a function needs
 * only the variables of the parts it uses, and start-up never fails for one that nobody reads.
 *
 * @throws Error naming each variable that is missing or malformed, never its value
 */
export const config = <S extends Section>(section: S): Config<S> => {
  const known = parsed.get(section);
  if (known !== undefined) return known as Config<S>;
  const values = readConfig(section);
  parsed.set(section, values);
  return values;
};

/**
 * One section, read afresh and not kept: for what is checked when a function starts.
 *
 * @throws Error as `config` does
 */
export const readConfig = <S extends Section>(section: S): Config<S> => {
  const result = section().safeParse(process.env);
  if (!result.success) {
    const problems = result.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration is incomplete (see .env.example). ${problems.join('; ')}`);
  }
  return result.data as Config<S>;
};
