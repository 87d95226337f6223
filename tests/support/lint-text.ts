import { json } from 'node:stream/consumers';
import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import * as z from 'zod';

/**
 * A program: lints texts as if they were files of the repository, with its own configuration. Reads
 * `[{ file, code }]` and prints the rules that each text breaks, `[["no-console"], []]`.
 *
 * It runs apart from jest because the type service of the linter keeps a worker from ending.
 */
const texts = z.array(z.object({ file: z.string(), code: z.string() })).parse(await json(process.stdin));

const parserOptions = {
  projectService: { allowDefaultProject: [...new Set(texts.map(({ file }) => file))] },
};
const eslint = new ESLint({
  cwd: resolve(import.meta.dirname, '../..'),
  overrideConfig: { files: ['**/*.ts'], languageOptions: { parserOptions } },
});

const broken: (readonly string[])[] = [];
for (const { file, code } of texts) {
  const [report] = await eslint.lintText(code, { filePath: file });
  broken.push(report?.messages.map(({ ruleId, message }) => ruleId ?? message) ?? []);
}
process.stdout.write(JSON.stringify(broken));
