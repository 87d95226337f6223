import { createRequire } from 'node:module';
import { expect, it } from '@jest/globals';
import { transform } from 'esbuild';

const markPureCalls = createRequire(import.meta.url)('../../config/pure-calls.cjs') as (
  path: string,
  text: string,
) => string;

/** What a bundler keeps of a module. */
const kept = async (text: string): Promise<string> =>
  (await transform(markPureCalls('module.ts', text), { loader: 'ts', treeShaking: true, format: 'esm' }))
    .code;

it('what a module makes and nobody uses is left out, with what only that uses', async () => {
  const code = await kept(`
    const part = make({ of: makeOther() });
    const unused = part.with(more()).and(makeMore());
    export const used = make({ of: makeThis() });`);
  expect(code).not.toMatch(/makeOther|makeMore|more|unused/);
  expect(code).toContain('makeThis()');
});

it('what reads, spreads or fills in is left out too where nobody uses it, and made once where somebody does', async () => {
  const code = await kept(
    `
    const parts = { one: makeOne(), two: makeTwo() };
    const word = 'word';
    const spread = make({ ...parts, three: makeThree() } as const);
    const read = make(other.shape.part);
    const filled = make({ summary: \`a \${word} of \${other.name}\`, with: [...list] });
    const first = list[0];
    export const used = { ...others, four: makeFour() };
    export const text = \`\${word}\`;`,
  );
  expect(code).not.toMatch(/makeOne|makeTwo|makeThree|shape|summary|list|first/);
  expect(code.match(/makeFour\(\)/g)).toHaveLength(1);
  expect(code).toContain('...others');
});

it('a schema is made once, without what the documents say of it', async () => {
  const code = await kept(`
    const part = make();
    export const used = { one: part.describe('a part'), other: make().max(3).describe(\`\${word()} or \${word()}\`).optional() };`);
  expect(code).not.toMatch(/describe|word/);
  expect(code).toMatch(/one: part,\s+other: .*make\(\)\.max\(3\)\.optional\(\)/);
});

it('what stands for its effect stays: a statement of its own, and whatever a function does', async () => {
  const code = await kept(`
    register();
    export const check = make(text => { report(text); return parse(text); });
    export const other = { run() { report('run'); }, get: () => { report('get'); } };
    export function third() { report('third'); }`);
  for (const call of ['register()', 'report(text)', 'report("run")', 'report("get")', 'report("third")'])
    expect(code).toContain(call);
});
