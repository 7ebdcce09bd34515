// Sparse execution, for masks that keep few weights. A masked weight stays a dense, live array. If its mask keeps few
// weights, a layer computes with a vector of the surviving values instead, and gradients and optimizer state are stored
// for these values only. The results have the same bits. The other modules can be understood without reading this one.

export { SparseGradient } from './gradient.ts';
export { type Pattern, patternOf } from './pattern.ts';
export { sparseLinear, sparseNN, sparseNT, sparseTN } from './products.ts';
export { Slot } from './slot.ts';
export { SPARSE_DENSITY, useSparseBelow } from './sparse-threshold.ts';
export { type UpdateRule, WeightMask } from './weight-mask.ts';
