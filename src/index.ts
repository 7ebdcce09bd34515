/**
 * The Lottery Ticket Hypothesis in pure TypeScript: tensors, autograd, layers, optimizers, data, training and the
 * pruner. Everything here runs in a browser; files on disk are in `winning-ticket/node`.
 *
 * @module
 */

export * from './autograd/index.ts';
export * from './data/index.ts';
export * from './errors.ts';
export * from './formats/index.ts';
export {
  KernelHeapError,
  KernelsError,
  type KernelsName,
  kernelsInfo,
  type SparsePattern,
  useKernels,
} from './kernels/index.ts';
export { inScratch } from './kernels/scratch.ts';
export * from './nn/index.ts';
export * from './optim/index.ts';
export * from './pruning/index.ts';
export { Random, type RandomKey, type RandomState } from './random.ts';
export {
  type Pattern,
  Slot,
  SPARSE_DENSITY,
  SparseGradient,
  type UpdateRule,
  useSparseBelow,
} from './sparse/index.ts';
export * as tensors from './tensor/index.ts';
export {
  EndedScopeError,
  full,
  type Nested,
  ones,
  type Shape,
  type Storage,
  Tensor,
  tensor,
  zeros,
} from './tensor/index.ts';
export * from './training/index.ts';
