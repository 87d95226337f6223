/**
 * Marks the calls that a module makes while it is loaded as pure, so that a bundler leaves out what nobody uses: of a file that
 * declares ten routes, a function takes one, and a bundler cannot know that `z.object(...)` does nothing but return. Making
 * schemas is most of what loading a bundle takes.
 *
 * Only calls in the values of top-level constants are marked, and none in the functions among them: what stands there for its
 * effect, as `context.addIssue(...)` does, stays. Descriptions of schemas go: each would make its schema a second time, for the
 * documents, which are made from the sources.
 *
 * @param {string} path @param {string} text in TypeScript @returns {string}
 */
module.exports = (path, text) => {
  // `npm start` loads the configuration of the bundler and bundles nothing: it need not hold a compiler in its memory.
  const ts = require('typescript');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  /** @type {Set<number>} Of `a.b().c()` there is one, where it starts. */
  const starts = new Set();
  /** @type {[from: number, to: number][]} */
  const descriptions = [];
  /** @param {import('typescript').Node} node */
  const visit = node => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isCallExpression(node)) {
      const { expression, end } = node;
      if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'describe') {
        descriptions.push([expression.expression.end, end]);
        visit(expression.expression);
        return;
      }
      starts.add(node.getStart(file));
    }
    ts.forEachChild(node, visit);
  };
  for (const statement of file.statements) if (ts.isVariableStatement(statement)) visit(statement);
  const marks = [...starts].map(start => /** @type {const} */ ([start, start, '/* @__PURE__ */ ']));
  const edits = [...marks, ...descriptions.map(([from, to]) => /** @type {const} */ ([from, to, '']))];
  return edits
    .sort(([one], [other]) => other - one)
    .reduce((edited, [from, to, put]) => edited.slice(0, from) + put + edited.slice(to), text);
};
