// @ts-check
/** Lint rules of our own: two habits that no published rule checks the way this code base is built. */

/** @typedef {import('eslint').Rule.RuleModule} Rule */
/** @typedef {import('eslint').Rule.Node} Node */

/** @param {Node} node */
const linesOf = node => (node.loc ? node.loc.end.line - node.loc.start.line + 1 : 0);

/** @param {Node} node A function: is it a method of an object or a class? */
const isMethod = node => node.parent.type === 'Property' || node.parent.type === 'MethodDefinition';

/**
 * max-lines-per-function, with methods counted on their own: a service is a factory that returns its methods, and
 * what one keeps in mind at once is a method, not the factory.
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
    /** For each function around the current node, how many of its lines belong to methods inside it. @type {number[]} */
    const methodLines = [];

    /** @param {Node} node */
    const leave = node => {
      const inside = methodLines.pop() ?? 0;
      const lines = linesOf(node) - inside;
      if (lines > max) context.report({ node, messageId: 'tooLong', data: { lines: String(lines), max } });
      if (methodLines.length > 0)
        methodLines[methodLines.length - 1] += isMethod(node) ? linesOf(node) - 1 : inside;
    };
    const enter = () => void methodLines.push(0);

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
