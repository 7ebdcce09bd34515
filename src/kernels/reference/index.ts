export * from './elementwise.ts';
export * from './matmul.ts';
export * from './optimizers.ts';
export * from './reduce.ts';
export * from './softmax.ts';
export * from './sparse.ts';
export * from './top-k.ts';
