export * from './elementwise';
export { matmulBytes, matmulNN, matmulNT, matmulTN } from './matmul';
export * from './optimizers';
export * from './reduce';
export * from './softmax';
export { copyRows } from './rows';
export { sparseBytes, sparseNN, sparseNT, sparseTN } from './sparse';
