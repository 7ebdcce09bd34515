export * from './elementwise';
export { matmulBytes, matmulNN, matmulNT, matmulTN } from './matmul';
export * from './optimizers';
export * from './reduce';
export { copyRows } from './rows';
export * from './softmax';
export { sparseBytes, sparseNN, sparseNT, sparseTN } from './sparse';
