// Everything that exists because few weights survive. A masked weight stays a dense, live array; where its mask keeps few
// weights, a layer computes with the vector of the surviving values instead, gradients and optimizer state are stored for
// these only, and the results are the same bits. A reader who ignores this module can follow all of the others.

export { SparseGradient } from './gradient.ts';
export { type Pattern, patternOf, SPARSE_DENSITY, useSparseBelow } from './pattern.ts';
export { sparseLinear, sparseNN, sparseNT, sparseTN } from './products.ts';
export { Slot } from './slot.ts';
export { type UpdateRule, WeightMask } from './weight-mask.ts';
