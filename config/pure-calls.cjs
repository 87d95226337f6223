/**
 * Marks the calls that a module makes while it is loaded as pure, so that a bundler leaves out what nobody uses: of a file that
 * declares ten routes, a function takes one, and a bundler cannot know that `z.object(...)` does nothing but return. Making
 * schemas is most of what loading a bundle takes.
 *
 * Only calls in the values of top-level constants are marked, and none in the functions among them: what stands there for its
 * effect, as `context.addIssue(...)` does, stays. A value that reads a property, spreads an object or fills in a template may have
 * an effect by that too, as far as a bundler knows: it becomes what a function returns, and that is called. Descriptions of schemas
 * go: each would make its schema a second time, for the documents, which are made from the sources.
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
  /** Whether the value that is visited reads, spreads or fills in something. */
  let reads = false;
  /** @param {import('typescript').Node} node */
  const visit = node => {
    if (ts.isFunctionLike(node)) return;
    reads ||= isReading(ts, node);
    if (ts.isCallExpression(node)) {
      const { expression, end } = node;
      if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'describe') {
        descriptions.push([expression.expression.end, end]);
        visit(expression.expression);
        return;
      }
      starts.add(node.getStart(file));
      visitCalled(expression);
      node.arguments.forEach(visit);
      return;
    }
    ts.forEachChild(node, visit);
  };
  /** What is called goes with its call: of `a.b.c()` nothing counts as read. @param {import('typescript').Node} node */
  const visitCalled = node => {
    if (ts.isPropertyAccessExpression(node)) visitCalled(node.expression);
    else visit(node);
  };
  /** @type {Edit[]} */
  const calls = [];
  const constants = file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations]);
  for (const { name, initializer } of constants) {
    if (initializer === undefined) continue;
    reads = false;
    visit(initializer);
    const start = initializer.getStart(file);
    if (reads && ts.isIdentifier(name)) {
      starts.delete(start);
      calls.push([start, start, '/* @__PURE__ */ (() => ('], [initializer.end, initializer.end, '))()']);
    }
  }
  /** @type {Edit[]} */
  const marks = [...starts].map(start => [start, start, '/* @__PURE__ */ ']);
  /** @type {Edit[]} */
  const edits = [
    ...calls,
    ...marks,
    ...descriptions.map(([from, to]) => /** @type {Edit} */ ([from, to, ''])),
  ];
  return edits
    .sort(([one], [other]) => other - one)
    .reduce((edited, [from, to, put]) => edited.slice(0, from) + put + edited.slice(to), text);
};

/** @typedef {[from: number, to: number, put: string]} Edit of a text */

/**
 * @param {import('typescript')} ts @param {import('typescript').Node} node
 * @returns {boolean} whether it does something from which an effect may come, as far as a bundler knows
 */
const isReading = (ts, node) =>
  ts.isSpreadAssignment(node) ||
  ts.isSpreadElement(node) ||
  ts.isTemplateExpression(node) ||
  ts.isElementAccessExpression(node) ||
  ts.isPropertyAccessExpression(node);
