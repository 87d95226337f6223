/** What README.md tells a reader to write. */

/** A fenced block of a page, without its indentation. */
export interface CodeBlock {
  readonly language: string;
  readonly text: string;
}

/** The text below a heading of the second level, up to the next one. @throws Error when the page has no such heading */
export const sectionOf = (page: string, heading: string): string => {
  const [, section] = page.split(`\n## ${heading}\n`);
  if (section === undefined) throw new Error(`The page has no heading "${heading}"`);
  return section.split('\n## ')[0] ?? '';
};

/** The fenced blocks of a text, in its order. */
export const codeBlocks = (text: string): readonly CodeBlock[] =>
  [...text.matchAll(/^( *)```(\w+)\n(.*?)\n\1```$/gms)].map(([, indent = '', language = '', body = '']) => ({
    language,
    text: `${body.replaceAll(new RegExp(`^${indent}`, 'gm'), '')}\n`,
  }));

/** The files in a block: each begins with a comment that is its path, such as `// lib/coupons/coupons.schema.ts`. */
export const filesIn = ({ text }: CodeBlock): ReadonlyMap<string, string> => {
  const parts = text.split(/^(?:\/\/|#) ([\w./-]+\/[\w.-]+\.\w+)\n/m).slice(1);
  return new Map(
    parts.flatMap((path, at) => (at % 2 === 0 ? [[path, `${(parts[at + 1] ?? '').trim()}\n`] as const] : [])),
  );
};
