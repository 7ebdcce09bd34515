// Habits of the house that neither the type checker nor the linter knows.

import ts from 'typescript';
import type { Source } from './sources.ts';

// What ECMAScript specifies to the last bit. Anything else of Math may differ from engine to engine.
const EXACT_MATH = new Set([
  ...['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc'],
  ...['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'],
]);

/** A use of `Math` that engines may round differently, or a power that is not of two literals. */
export function approximateMath(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node) && node.text === 'Math') {
    const user = node.parent;
    if (ts.isVariableDeclaration(user) && ts.isObjectBindingPattern(user.name)) {
      return user.name.elements.every(isExact) ? undefined : 'Math';
    }
    if (!ts.isPropertyAccessExpression(user)) return 'Math';
    return EXACT_MATH.has(user.name.text) ? undefined : `Math.${user.name.text}`;
  }
  if (!ts.isBinaryExpression(node)) return undefined;
  if (node.operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken) return '**=';
  if (node.operatorToken.kind !== ts.SyntaxKind.AsteriskAsteriskToken) return undefined;
  return isLiteral(node.left) && isLiteral(node.right) ? undefined : '**';
}

/** Whether `{ name }` or `{ name: alias }` takes something exact out of Math. */
function isExact({ propertyName, name }: ts.BindingElement): boolean {
  const taken = propertyName ?? name;
  return ts.isIdentifier(taken) && EXACT_MATH.has(taken.text);
}

function isLiteral(node: ts.Node): boolean {
  if (ts.isParenthesizedExpression(node)) return isLiteral(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return isLiteral(node.operand);
  return ts.isNumericLiteral(node) || ts.isBigIntLiteral(node);
}

/** A test that is switched off, or that switches off its neighbours. */
export function disabledTest(node: ts.Node): string | undefined {
  if (ts.isCallExpression(node) && /^(x(it|test|describe)|f(it|describe))$/.test(node.expression.getText())) {
    return node.expression.getText();
  }
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const chain = node.getText();
  return /^(test|it|describe|suite)(\.\w+)*\.(only|skip|todo|skipIf|runIf|fails)$/.test(chain)
    ? chain
    : undefined;
}

/** The starts of absolute paths into a person's or a machine's folders, or null where there are none. */
export function machinePath(text: string): string[] | null {
  return text.match(/(?<![\w.:/~-])(?:\/(?:home|root|work|Users|tmp|mnt|opt|srv)\/|[A-Z]:\\\\?Users\\)/g);
}

/** Whether a file has more than 200 lines. */
export function tooLong({ text }: Source): boolean {
  return text.trimEnd().split('\n').length > 200;
}
