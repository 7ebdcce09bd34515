export * from './elementwise';
export * from './optimizers';
export { matmulBytes, matmulNN, matmulNT, matmulTN } from './products';
export * from './reduce';
export { copyRows } from './rows';
export * from './softmax';
export { sparseBytes, sparseNN, sparseNT, sparseTN } from './sparse';
