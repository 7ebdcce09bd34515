// The chain rule over a graph of operations. It is generic in the type of the nodes, so that `variable.ts` can import it.

import { ShapeError } from '../errors.ts';
import * as tensors from '../tensor/index.ts';

/** The properties of a variable that the chain rule uses. */
export interface GraphNode<Node> {
  readonly requiresGrad: boolean;
  readonly age: number;
  readonly operation: {
    readonly inputs: readonly Node[];
    readonly gradient: (upstream: Node) => readonly (Node | null)[];
  } | null;
}

/** The parameters of one backward pass. */
interface Pass<Node> {
  /** The gradient with respect to the output. */
  readonly seed: Node;
  /** Selects the variables whose gradients are returned. */
  readonly isWanted: (node: Node) => boolean;
  /** Adds two gradients of one variable. */
  readonly add: (a: Node, b: Node) => Node;
}

/**
 * Applies the chain rule: visits operations from the youngest to the oldest, so that all contributions to a gradient have
 * been added before it is propagated. Returns the gradients of the wanted variables.
 */
export function flow<Node extends GraphNode<Node>>(
  output: Node,
  { seed, isWanted, add }: Pass<Node>,
): Map<Node, Node> {
  const found = new Map<Node, Node>();
  const pending = new Map<Node, Node>([[output, seed]]);
  for (const node of youngestFirst(output)) {
    const upstream = pending.get(node);
    if (upstream === undefined) continue;
    pending.delete(node);
    if (isWanted(node)) found.set(node, upstream);
    if (node.operation === null) continue;
    const { inputs, gradient } = node.operation;
    gradient(upstream).forEach((g, i) => {
      if (g === null || !inputs[i].requiresGrad) return;
      const before = pending.get(inputs[i]);
      pending.set(inputs[i], before === undefined ? g : add(before, g));
    });
  }
  return found;
}

/** Returns the output and every variable it depends on that requires a gradient. Works for graphs of any depth. */
function youngestFirst<Node extends GraphNode<Node>>(output: Node): Node[] {
  const seen = new Set<Node>();
  const stack = [output];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!node.requiresGrad || seen.has(node)) continue;
    seen.add(node);
    for (const input of node.operation?.inputs ?? []) stack.push(input);
  }
  return [...seen].sort((a, b) => b.age - a.age);
}

/** Returns the leaves that the output depends on and that require a gradient. */
export const leavesOf = <Node extends GraphNode<Node>>(output: Node): Node[] =>
  youngestFirst(output).filter(({ operation }) => operation === null);

/** Returns the gradient with respect to the output: `upstream`, or 1. @throws {ShapeError} as `backward` does. */
export function checkedUpstream(shape: tensors.Shape, upstream: tensors.Tensor | undefined): tensors.Tensor {
  if (upstream === undefined) {
    if (tensors.sizeOf(shape) === 1) return tensors.ones(shape);
    const rule = 'output must have one element unless an upstream gradient is given';
    throw new ShapeError('backward', rule, [...shape]);
  }
  if (!tensors.sameShape(upstream.shape, shape))
    throw new ShapeError('backward', `upstream must have shape [${shape.join(', ')}]`, [...upstream.shape]);
  return upstream;
}
