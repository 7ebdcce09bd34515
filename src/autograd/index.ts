export * from './arithmetic.ts';
export * from './backward.ts';
export * from './elementwise.ts';
export * from './products.ts';
export * from './reduce.ts';
export * from './softmax.ts';
export * from './variable.ts';
export * from './views.ts';
