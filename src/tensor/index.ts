export * from './elementwise.ts';
export * from './indexing.ts';
export * from './products.ts';
export * from './reduce.ts';
export * from './shape.ts';
export * from './softmax.ts';
export { EndedScopeError, type Storage } from './storage.ts';
export * from './tensor.ts';
export * from './views.ts';
