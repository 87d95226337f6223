// @ts-check
/** Lint rules of our own: two habits that no published rule checks the way this code base is built. */

/** @typedef {import('eslint').Rule.RuleModule} Rule */
/** @typedef {import('eslint').Rule.Node} Node */

/** @param {Node} node */
const linesOf = node => (node.loc ? node.loc.end.line - node.loc.start.line + 1 : 0);

/**
 * Is this function one that a reader meets by name: a method, or the value of a constant?
 * @param {Node} node
 */
const isNamed = node =>
  node.type === 'FunctionDeclaration' ||
  ['Property', 'MethodDefinition', 'VariableDeclarator'].includes(node.parent.type);

/**
 * max-lines-per-function, where a named function inside another counts on its own: a service is a factory that returns
 * its methods, and what one keeps in mind at once is a method, not the factory. A callback counts for its host.
 * @type {Rule}
 */
const functionLength = {
  meta: {
    type: 'suggestion',
    schema: [
      {
        type: 'object',
        properties: { max: { type: 'integer' } },
        required: ['max'],
        additionalProperties: false,
      },
    ],
    messages: {
      tooLong: 'This function has {{lines}} lines of its own; the most is {{max}}. Name a part of it.',
    },
  },
  create(context) {
    const { max } = context.options[0];
    /** For each function around the current node, how many of its lines count elsewhere. @type {number[]} */
    const elsewhere = [];

    const enter = () => void elsewhere.push(0);
    /** @param {Node} node */
    const leave = node => {
      const counted = elsewhere.pop() ?? 0;
      const lines = linesOf(node) - counted;
      const host = elsewhere.length - 1;
      if (isNamed(node) || host < 0) {
        if (lines > max) context.report({ node, messageId: 'tooLong', data: { lines: String(lines), max } });
        if (host >= 0) elsewhere[host] += linesOf(node) - 1;
      } else elsewhere[host] += counted;
    };

    return {
      FunctionDeclaration: enter,
      FunctionExpression: enter,
      ArrowFunctionExpression: enter,
      'FunctionDeclaration:exit': leave,
      'FunctionExpression:exit': leave,
      'ArrowFunctionExpression:exit': leave,
    };
  },
};

/**
 * Is this a Result that can hold an error? `Result<T, never>` cannot: nothing is lost with it.
 * @param {import('typescript').Type} type
 * @param {import('typescript').TypeChecker} checker
 */
const mayHoldError = (type, checker) =>
  (type.isUnion() ? type.types : [type]).some(part => {
    const { name = '', declarations = [] } = part.getSymbol() ?? {};
    if (!['Ok', 'Err', 'ResultAsync'].includes(name)) return false;
    if (!declarations.some(one => one.getSourceFile().fileName.includes('/neverthrow/'))) return false;
    const [, error] = checker.getTypeArguments(/** @type {import('typescript').TypeReference} */ (part));
    return error !== checker.getNeverType();
  });

/**
 * A neverthrow Result must be looked at: an Err is an ordinary value, so a call whose Result is dropped has failed
 * without anyone knowing. no-floating-promises does not see it once the promise is awaited.
 * @type {Rule}
 */
const noUnusedResult = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { unused: 'This Result is dropped, and its error with it. Return it, or branch on isErr().' },
  },
  create(context) {
    const { program, esTreeNodeToTSNodeMap } = context.sourceCode.parserServices;
    return {
      'ExpressionStatement > :matches(CallExpression, AwaitExpression)'(node) {
        const checker = program.getTypeChecker();
        const type = checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(node));
        if (mayHoldError(type, checker)) context.report({ node, messageId: 'unused' });
      },
    };
  },
};

export const strata = { rules: { 'function-length': functionLength, 'no-unused-result': noUnusedResult } };
