export * from './mask.ts';
export * from './pruner.ts';
